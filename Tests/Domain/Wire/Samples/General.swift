import MemoryTypes
import Wire

extension Acknowledged: Sampled {
    static func sample(_ random: inout Random) -> Acknowledged {
        Acknowledged()
    }
}

extension Cancel: Sampled {
    static func sample(_ random: inout Random) -> Cancel {
        Cancel(
            correlation: random.next())
    }
}

extension Progress: Sampled {
    static func sample(_ random: inout Random) -> Progress {
        Progress(
            done: random.next(), total: random.next(), text: random.text(0...24))
    }
}

extension Hello: Sampled {
    static func sample(_ random: inout Random) -> Hello {
        Hello()
    }
}

extension Welcome: Sampled {
    static func sample(_ random: inout Random) -> Welcome {
        Welcome(
            service: random.text(1...25), build: random.text(0...24), schemaMajor: random.next(),
            schemaMinor: random.next(), time: .sample(&random), tenant: .sample(&random), scopes: .sample(&random))
    }
}
