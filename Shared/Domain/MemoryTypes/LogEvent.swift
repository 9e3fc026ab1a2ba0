internal import Bytes

/// What a log record says. See `LogRecord` for the form around it.
public enum LogEvent: Hashable, Sendable {
    case create(PoolCreation)
    case absorb(AbsorptionEvent)
    case assert(FactAssertion)
    case retract(FactRetraction)
    case edit(EditEvent)
    case revert(EditReversion)
    case restore(StateRestoration)
    case merge(PoolMerge)
    case checkpoint(CheckpointEvent)
    case exchange(NameExchange)

    public var kind: LogRecordKind {
        switch self {
        case .create: .create
        case .absorb: .absorb
        case .assert: .assert
        case .retract: .retract
        case .edit: .edit
        case .revert: .revert
        case .restore: .restore
        case .merge: .merge
        case .checkpoint: .checkpoint
        case .exchange: .exchange
        }
    }

    init(kind: LogRecordKind, from reader: inout ByteReader) throws(BytesError) {
        self =
            switch kind {
            case .create: .create(try PoolCreation(from: &reader))
            case .absorb: .absorb(try AbsorptionEvent(from: &reader))
            case .assert: .assert(try FactAssertion(from: &reader))
            case .retract: .retract(try FactRetraction(from: &reader))
            case .edit: .edit(try EditEvent(from: &reader))
            case .revert: .revert(try EditReversion(from: &reader))
            case .restore: .restore(try StateRestoration(from: &reader))
            case .merge: .merge(try PoolMerge(from: &reader))
            case .checkpoint: .checkpoint(try CheckpointEvent(from: &reader))
            case .exchange: .exchange(try NameExchange(from: &reader))
            }
    }

    func write(to writer: inout ByteWriter) {
        switch self {
        case .create(let event): event.write(to: &writer)
        case .absorb(let event): event.write(to: &writer)
        case .assert(let event): event.write(to: &writer)
        case .retract(let event): event.write(to: &writer)
        case .edit(let event): event.write(to: &writer)
        case .revert(let event): event.write(to: &writer)
        case .restore(let event): event.write(to: &writer)
        case .merge(let event): event.write(to: &writer)
        case .checkpoint(let event): event.write(to: &writer)
        case .exchange(let event): event.write(to: &writer)
        }
    }
}
