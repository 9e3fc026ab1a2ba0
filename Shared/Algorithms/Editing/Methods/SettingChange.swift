/// A setting of a method that is to be otherwise, as people write it: `layer=2`.
public struct SettingChange: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    func whole<Number: FixedWidthInteger>(_ allowed: ClosedRange<Number>) throws(EditingError) -> Number {
        guard let number = Number(value), allowed.contains(number) else {
            throw unusable("\(allowed.lowerBound) ... \(allowed.upperBound)")
        }
        return number
    }

    var layer: UInt16 { get throws(EditingError) { try whole(0...1023) } }

    /// A finite number.
    func real(_ allowed: ClosedRange<Double>) throws(EditingError) -> Double {
        guard let number = Double(value), allowed.contains(number) else {
            throw unusable("\(allowed.lowerBound) ... \(allowed.upperBound)")
        }
        return number
    }

    /// A finite number, or `none`.
    func optionalReal(_ allowed: ClosedRange<Double>) throws(EditingError) -> Double? {
        value == "none" ? nil : try real(allowed)
    }

    func flag() throws(EditingError) -> Bool { try choice([("yes", true), ("no", false)]) }

    func choice<Value>(_ choices: [(String, Value)]) throws(EditingError) -> Value {
        guard let found = choices.first(where: { $0.0 == value }) else {
            throw unusable(choices.map(\.0).joined(separator: ", "))
        }
        return found.1
    }

    /// Ascending layers with commas between them.
    func layers() throws(EditingError) -> [UInt16] {
        let parts = value.split(separator: ",", omittingEmptySubsequences: false)
        let layers = parts.compactMap { UInt16($0) }
        let ascends = zip(layers, layers.dropFirst()).allSatisfy { $0 < $1 }
        guard (1...1024).contains(parts.count), layers.count == parts.count, ascends else {
            throw unusable("layers, ascending, with commas between them")
        }
        return layers
    }

    /// The refusal of a name that a method has not.
    func unknown(to method: String, _ names: [String]) -> EditingError {
        .settingUnusable(field: name, found: value, wanted: "\(method) has \(names.joined(separator: ", "))")
    }

    private func unusable(_ wanted: String) -> EditingError {
        .settingUnusable(field: name, found: value, wanted: wanted)
    }
}
