import Bytes
public import MemoryTypes
import PostgreSQL

extension Session {
    /// Remembers a model, and holds its pool if that is there.
    ///
    /// - Returns: whether the model's pool is still missing.
    public func register(_ model: ModelDescriptor) throws(LedgerError) -> Bool {
        try query(
            """
            INSERT INTO models (digest, name, descriptor, base_pool) VALUES ($1, $2, $3, $4)
            ON CONFLICT (digest) DO UPDATE SET name = excluded.name
            """, [model.digest.sql, .text(model.name), .bytes(model.encoded), model.basePool.sql])
        guard let base = model.basePool else { return false }
        return try progress(of: base)?.isComplete != true
    }

    /// All models, by name.
    public func models() throws(LedgerError) -> [ModelDescriptor] {
        try rows("SELECT descriptor FROM models ORDER BY name, registered_at") { row throws(LedgerError) in
            try row.value(0)
        }
    }

    /// A model to make pools for, by its name or the beginning of its digest in hexadecimal; the only one there is for
    /// an empty text.
    ///
    /// - Throws: `modelWithoutMemory` if what fits has none.
    public func model(_ text: String) throws(LedgerError) -> ModelDescriptor {
        let fitting = try models().filter { model in
            text.isEmpty || model.name == text || (text.count >= 8 && model.digest.description.hasPrefix(text))
        }
        let usable = fitting.filter(\.hasMemory)
        if usable.isEmpty, let model = fitting.first { throw .modelWithoutMemory(model.name) }
        guard usable.count == 1 else {
            throw .unknownModel(usable.isEmpty ? text : "\(text): \(usable.count) models fit")
        }
        return usable[0]
    }

    func model(_ digest: ModelDigest) throws(LedgerError) -> ModelDescriptor {
        let found = try row("SELECT descriptor FROM models WHERE digest = $1", [digest.sql]) {
            row throws(LedgerError) in try row.value(0) as ModelDescriptor
        }
        guard let found else { throw .unknownModel(digest.description) }
        return found
    }
}
