internal import Bytes

/// Fields of a JSON object by name and type, with faults that name the file and the field.
struct ConfigurationFields: Sendable {
    let object: JSONObject
    let file: String
    /// The names of the objects around this one, with a point after each.
    var prefix = ""

    /// Whether the field is missing or null.
    func isNull(_ name: String) -> Bool { object[name] ?? .null == .null }

    func fault(_ name: String, _ found: String, _ wanted: String) -> CheckpointsError {
        .field(prefix + name, file: file, found: found, wanted: wanted)
    }

    func integer(_ name: String, default absent: Int? = nil) throws(CheckpointsError) -> Int {
        try value(name, absent, "an integer", \.integer)
    }

    func number(_ name: String, default absent: Double? = nil) throws(CheckpointsError) -> Double {
        try value(name, absent, "a number", \.number)
    }

    func boolean(_ name: String, default absent: Bool? = nil) throws(CheckpointsError) -> Bool {
        try value(name, absent, "true or false", \.boolean)
    }

    func string(_ name: String, default absent: String? = nil) throws(CheckpointsError) -> String {
        try value(name, absent, "a string", \.string)
    }

    func strings(_ name: String) throws(CheckpointsError) -> [String] {
        try value(name, nil, "a list of strings") { json in
            guard let array = json.array else { return nil }
            let strings = array.compactMap(\.string)
            return strings.count == array.count ? strings : nil
        }
    }

    /// Nil if the field is missing or null.
    func object(_ name: String) throws(CheckpointsError) -> ConfigurationFields? {
        guard !isNull(name) else { return nil }
        let inner = try value(name, nil, "an object", \.object)
        return ConfigurationFields(object: inner, file: file, prefix: prefix + name + ".")
    }

    private func value<Value>(
        _ name: String, _ absent: Value?, _ wanted: String, _ convert: (JSON) -> Value?
    ) throws(CheckpointsError) -> Value {
        guard let json = object[name], json != .null else {
            guard let absent else { throw fault(name, "nothing", wanted) }
            return absent
        }
        guard let value = convert(json) else { throw fault(name, json.kind, wanted) }
        return value
    }
}
