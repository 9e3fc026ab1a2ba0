import Bytes
import Ledger
import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addTenantHandlers(to handlers: inout RequestHandlers) {
        handlers.on(CreateTenant.self) { [self] request, _ in
            TenantShown(
                description: try await read { session throws(LedgerError) in
                    try session.createTenant(request.tenant, request.limits)
                })
        }
        handlers.on(SetTenantLimits.self) { [self] request, _ in
            TenantShown(
                description: try await read { session throws(LedgerError) in
                    try session.setLimits(request.limits, of: request.tenant)
                })
        }
        handlers.on(ListTenants.self) { [self] request, _ in
            try await read { session throws(LedgerError) in
                try session.tenants(after: request.after, limit: request.limit)
            }
        }
        handlers.on(CreateKey.self) { [self] request, _ in
            let secret = request.curveKey.isEmpty ? Self.secret() : nil
            let description = try await read { session throws(LedgerError) in
                try session.createKey(request, secret: secret, at: WireClock.now)
            }
            gate.forget()
            return KeyCreated(description: description, secret: secret ?? "")
        }
        handlers.on(ListKeys.self) { [self] request, _ in
            try await read { session throws(LedgerError) in
                try session.keys(of: request.tenant, after: request.after, limit: request.limit)
            }
        }
        handlers.on(RevokeKey.self) { [self] request, _ in
            try await read { session throws(LedgerError) in try session.revokeKey(request.key, at: WireClock.now) }
            gate.forget()
            return Acknowledged()
        }
        handlers.on(Authenticate.self) { [self] request, _ in
            let caller = try await gate.caller(
                credential: request.credential, curveKey: request.curveKey.isEmpty ? nil : request.curveKey)
            return Identity(
                tenant: caller.tenant, scopes: caller.scopes, key: caller.key, limits: caller.limits,
                goodForMilliseconds: 5000)
        }
    }

    /// 32 random bytes that nobody can guess, as they stand in an envelope.
    private static func secret() -> String {
        "egk_" + (0..<32).map { _ in UInt8.random(in: 0...255) }.hexadecimal
    }
}
