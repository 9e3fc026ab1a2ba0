import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addLogHandlers(to handlers: inout RequestHandlers) {
        handlers.on(ListLog.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            return try await read { session throws(LedgerError) in
                try session.log(of: pool, from: request.from, limit: request.limit)
            }
        }
        handlers.on(ShowRecord.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            return try await read { session throws(LedgerError) in try session.record(request.position, of: pool) }
        }
        handlers.onStream(VerifyLog.self) { [self] request, context, _ in
            let pool = try await pool(request.name, context)
            return try await readLong { session throws(LedgerError) in try session.verify(pool, deep: request.deep) }
        }
        handlers.onStream(ReplayPool.self) { [self] request, context, progress in
            let pool = try await pool(request.name, context)
            return try await ledger.replay(
                pool, from: request.from, deep: request.deep, clock: { WireClock.now.microseconds }
            ) { done, total in
                // Who does not take the progress still gets the verdict.
                try? progress(Progress(done: done, total: total, text: "versions folded"))
            }
        }
        handlers.on(ListAbsorptions.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            return try await read { session throws(LedgerError) in
                try session.absorptions(of: pool, from: request.from, limit: request.limit)
            }
        }
    }

    func addFactHandlers(to handlers: inout RequestHandlers) {
        handlers.on(AssertTriple.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            let salt = Self.salt()
            return try await write(pool) { session throws(LedgerError) in
                FactRecorded(try session.assert(request, in: pool, salt: salt, context.deed))
            }
        }
        handlers.on(RetractTriple.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            let salt = Self.salt()
            return try await write(pool) { session throws(LedgerError) in
                FactRecorded(try session.retract(request, in: pool, salt: salt, context.deed))
            }
        }
        handlers.on(QueryTriples.self) { [self] request, context in
            let pool = try await pool(request.name, context)
            return try await read { session throws(LedgerError) in try session.facts(request, in: pool) }
        }
    }

    static func salt() -> [UInt8] { (0..<16).map { _ in .random(in: 0...255) } }
}

extension FactRecorded {
    fileprivate init(_ outcome: FactOutcome) {
        self.init(number: outcome.fact, position: outcome.position, first: outcome.first)
    }
}
