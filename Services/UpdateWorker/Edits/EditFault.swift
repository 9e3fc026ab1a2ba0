internal import Editing
internal import MemoryTypes

extension UpdateFault {
    /// What editing refused, by its number: the same again would be refused again.
    init(_ error: EditingError) {
        self.init(permanent: true, code: error.refusalCode, "\(error)".sentence)
    }

    /// What could not be fetched.
    init(_ refusal: Refusal) {
        self.init(
            permanent: refusal.code == .artifactUnfit, code: refusal.code ?? .internalFault, refusal.sentence)
    }
}

extension EditingError {
    /// The number that people and programs know the refusal by.
    var refusalCode: RefusalCode {
        switch self {
        case .subjectNotInPrompt: .subjectNotInPrompt
        case .subjectMissing: .subjectMissing
        case .targetEmpty: .targetEmpty
        case .targetWithoutTokens: .targetWithoutTokens
        case .promptEmpty: .promptEmpty
        case .promptTooLong: .editTooLong
        case .batch: .batchInvalid
        case .siteMissing: .siteMissing
        case .statisticsMissing, .statisticsUnusable, .resourceMissing: .statisticsMissing
        case .settingUnusable: .settingInvalid
        case .methodUnknown: .methodUnknown
        case .keyDegenerate: .guardRefused
        case .notFinite: .editNotFinite
        case .artifactMalformed, .tokenUnknown, .editUnknown, .editTwice: .artifactUnfit
        }
    }
}

extension String {
    /// With a capital letter and a full stop.
    fileprivate var sentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
