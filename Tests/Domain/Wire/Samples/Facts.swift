import MemoryTypes
import Wire

extension Fact: Sampled {
    static func sample(_ random: inout Random) -> Fact {
        Fact(
            number: random.next(), triple: .sample(&random), validFrom: random.optional { .sample(&$0) },
            validTo: random.optional { .sample(&$0) }, asserted: .sample(&random),
            retracted: random.optional { .sample(&$0) }, document: random.optional { .sample(&$0) })
    }
}

extension AssertTriple: Sampled {
    static func sample(_ random: inout Random) -> AssertTriple {
        AssertTriple(
            name: .sample(&random), triple: .sample(&random), validFrom: random.optional { .sample(&$0) },
            validTo: random.optional { .sample(&$0) }, document: random.optional { .sample(&$0) })
    }
}

extension FactRecorded: Sampled {
    static func sample(_ random: inout Random) -> FactRecorded {
        FactRecorded(
            number: random.next(), position: .sample(&random), first: random.bool())
    }
}

extension RetractTriple: Sampled {
    static func sample(_ random: inout Random) -> RetractTriple {
        RetractTriple(
            name: .sample(&random), triple: .sample(&random), validTo: random.optional { .sample(&$0) })
    }
}

extension QueryTriples: Sampled {
    static func sample(_ random: inout Random) -> QueryTriples {
        QueryTriples(
            name: .sample(&random), subject: random.optional { $0.text(1...24) },
            relation: random.optional { $0.text(1...24) }, object: random.optional { $0.text(1...24) },
            validAt: random.optional { .sample(&$0) }, asOf: random.optional { .sample(&$0) },
            after: random.optional { $0.next() }, limit: random.int(-3...2000))
    }
}

extension FactPage: Sampled {
    static func sample(_ random: inout Random) -> FactPage {
        FactPage(
            facts: random.list(0...3) { .sample(&$0) }, next: random.optional { $0.next() },
            position: .sample(&random))
    }
}
