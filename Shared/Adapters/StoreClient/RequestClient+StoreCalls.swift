public import MemoryTypes
public import ServiceKit
public import Wire

extension RequestClient: StoreCalls {
    public func call<Asked: Request>(
        _ request: Asked, for tenant: TenantName?, within limit: Duration
    ) async throws(Refusal) -> Asked.Reply {
        try await call(request, CallOptions(within: limit, tenant: tenant))
    }

    public func collect<Asked: StreamingRequest>(
        _ request: Asked, within limit: Duration
    ) async throws(Refusal) -> Collected<Asked> {
        var parts: [Asked.Part] = []
        let reply = try await stream(request, CallOptions(within: limit)) { (part) throws(Refusal) in parts.append(part)
        }
        return Collected(parts: parts, reply: reply)
    }
}
