/// What a log record says happened. The numbers never change.
public enum LogRecordKind: UInt8, CaseIterable, Hashable, Sendable {
    case create = 1
    case absorb = 2
    case assert = 3
    case retract = 4
    case edit = 5
    case revert = 6
    case restore = 7
    case merge = 8
    case checkpoint = 9
    case exchange = 10
}
