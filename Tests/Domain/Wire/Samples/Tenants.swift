import MemoryTypes
import Wire

extension TenantDescription: Sampled {
    static func sample(_ random: inout Random) -> TenantDescription {
        TenantDescription(
            tenant: .sample(&random), limits: .sample(&random), pools: random.next(),
            pendingDocuments: random.next(), created: .sample(&random))
    }
}

extension KeyDescription: Sampled {
    static func sample(_ random: inout Random) -> KeyDescription {
        KeyDescription(
            key: random.next(), tenant: .sample(&random), label: random.text(0...24), scopes: .sample(&random),
            curveKey: random.text(0...24), created: .sample(&random), expires: random.optional { .sample(&$0) },
            revoked: random.optional { .sample(&$0) })
    }
}

extension CreateTenant: Sampled {
    static func sample(_ random: inout Random) -> CreateTenant {
        CreateTenant(
            tenant: .sample(&random), limits: .sample(&random))
    }
}

extension TenantShown: Sampled {
    static func sample(_ random: inout Random) -> TenantShown {
        TenantShown(
            description: .sample(&random))
    }
}

extension ListTenants: Sampled {
    static func sample(_ random: inout Random) -> ListTenants {
        ListTenants(
            after: random.optional { .sample(&$0) }, limit: random.int(-3...2000))
    }
}

extension TenantPage: Sampled {
    static func sample(_ random: inout Random) -> TenantPage {
        TenantPage(
            tenants: random.list(0...3) { .sample(&$0) }, next: random.optional { .sample(&$0) })
    }
}

extension SetTenantLimits: Sampled {
    static func sample(_ random: inout Random) -> SetTenantLimits {
        SetTenantLimits(
            tenant: .sample(&random), limits: .sample(&random))
    }
}

extension CreateKey: Sampled {
    static func sample(_ random: inout Random) -> CreateKey {
        CreateKey(
            tenant: .sample(&random), label: random.text(0...24), scopes: .sample(&random),
            expires: random.optional { .sample(&$0) }, curveKey: random.text(0...24))
    }
}

extension KeyCreated: Sampled {
    static func sample(_ random: inout Random) -> KeyCreated {
        KeyCreated(
            description: .sample(&random), secret: random.text(0...24))
    }
}

extension ListKeys: Sampled {
    static func sample(_ random: inout Random) -> ListKeys {
        ListKeys(
            tenant: random.optional { .sample(&$0) }, after: random.optional { $0.next() },
            limit: random.int(-3...2000))
    }
}

extension KeyPage: Sampled {
    static func sample(_ random: inout Random) -> KeyPage {
        KeyPage(
            keys: random.list(0...3) { .sample(&$0) }, next: random.optional { $0.next() })
    }
}

extension RevokeKey: Sampled {
    static func sample(_ random: inout Random) -> RevokeKey {
        RevokeKey(
            key: random.next())
    }
}
