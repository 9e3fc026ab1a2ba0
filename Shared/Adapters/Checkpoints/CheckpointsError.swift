public import Files
public import Tokenization

/// Why a model's files cannot be used. Each case says where, what stands there and what should.
public enum CheckpointsError: Error, Equatable, Sendable {
    /// The operating system refused.
    case file(FilesError)
    /// The file as a whole is not what its name says.
    case malformed(file: String, found: String, wanted: String)
    /// A tensor of the file is not as it should be.
    case tensor(String, file: String, found: String, wanted: String)
    /// The file has no such tensor.
    case missingTensor(String, file: String, wanted: String)
    /// A field of a configuration file is not as it should be.
    case field(String, file: String, found: String, wanted: String)
    /// The tokenizer's file is damaged or asks for what is not built.
    case tokenizer(TokenizationError, file: String)
    /// The weights are Python pickles, which can run any program when they are opened.
    case pickle(file: String)
}

extension CheckpointsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .malformed(let file, let found, let wanted): "\(file): found \(found), wanted \(wanted)"
        case .tensor(let name, let file, let found, let wanted):
            "\(file): tensor \"\(name)\": found \(found), wanted \(wanted)"
        case .missingTensor(let name, let file, let wanted):
            "\(file): tensor \"\(name)\": found nothing of this name, wanted \(wanted)"
        case .field(let name, let file, let found, let wanted):
            "\(file): field \"\(name)\": found \(found), wanted \(wanted)"
        case .tokenizer(let error, let file): "\(file): \(error)"
        case .pickle(let file):
            "\(file): is a Python pickle, which can run any program when it is opened, and is not read. "
                + "Convert it on a machine where you trust it: load the model with transformers and call "
                + "save_pretrained(FOLDER, safe_serialization=True); then give FOLDER here."
        }
    }
}
