internal import Bytes

/// All methods: the one place where a method is made known.
public enum EditMethods {
    public static let all: [any EditMethod.Type] = [
        RankOneEditing.self, MassEditing.self, FineTuning.self, CodebookEditing.self, ResidualMemoryEditing.self,
        NeighbourEditing.self, ContextEditing.self,
    ]

    /// A method with its settings, from the name and the bytes that a log keeps.
    ///
    /// - Throws: `methodUnknown`, `artifactMalformed` if the settings cannot be read.
    public static func method(_ name: String, settings: [UInt8]) throws(EditingError) -> any EditMethod {
        guard let type = all.first(where: { $0.name == name }) else { throw .methodUnknown(name) }
        do { return try type.init(decoding: settings) } catch {
            throw .artifactMalformed("settings of \(name): \(error)")
        }
    }
}
