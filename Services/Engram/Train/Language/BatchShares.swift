internal import ServiceKit

/// How the tokens of a batch are divided.
struct BatchShares: Equatable, Sendable {
    var text: Double
    /// In the order of `LanguageLesson`.
    var lessons: [Double]

    init(text: Double, lessons: [Double]) { (self.text, self.lessons) = (text, lessons) }

    /// - Throws: `configuration` where they are more than the whole.
    init(_ settings: Settings) throws(Failure) {
        self.init(
            text: settings.decimal("text-share"), lessons: LanguageLesson.allCases.map { settings.decimal($0.setting) })
        guard curriculum >= 0 else {
            let names = ["text-share"] + LanguageLesson.allCases.map(\.setting)
            throw Failure(.configuration, "\(names.joined(separator: ", ")) are \(1 - curriculum) together.")
        }
    }

    /// What is left for the curriculum.
    var curriculum: Double { 1 - text - lessons.reduce(0, +) }

    /// The shares as they stand where something is missing: others take its place.
    func applied(hasText: Bool, hasLessons: Bool, hasCurriculum: Bool) -> BatchShares {
        var shares = BatchShares(
            text: hasText ? text : 0, lessons: hasLessons ? lessons : lessons.map { _ in 0 })
        guard !hasCurriculum else { return shares }
        if hasText {
            shares.text += shares.curriculum
        } else {
            let whole = shares.lessons.reduce(0, +)
            shares.lessons = shares.lessons.map { $0 / whole }
        }
        return shares
    }
}
