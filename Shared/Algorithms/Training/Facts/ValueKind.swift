/// What a relation's values are like.
enum ValueKind: CaseIterable, Sendable {
    // Made up.
    case town, person, woman, man, company, word, school, award, team, ship, street, river, address, pet, title, code
    // Numbers and times.
    case day, date, year, age, count, height, digits, money, time, population
    // Taken from a list.
    case job, nationality, language, subject, food, drink, colour, instrument, sport, hobby, collectible, fear, allergen
    case flower, music, vehicle, object, place, weekday, product

    var isPerson: Bool { [.person, .woman, .man].contains(self) }

    /// The list that values are taken from, empty where they are made up.
    var list: [String] { FactLists.values[self] ?? [] }
}

extension ValueDrawing {
    /// A value of the kind.
    mutating func value(_ kind: ValueKind) -> String {
        switch kind {
        case .town: town()
        case .person: person().name
        case .woman, .man: person(isFemale: kind == .woman).name
        case .company: company()
        case .word: word()
        case .school: one(of: ["University of {w}", "{w} College", "{w} Academy", "{w} University"])
        case .award: one(of: ["{w} Medal", "{w} Prize", "Order of {w}", "Golden {w}", "{w} Award", "{w} Cup"])
        case .team: "\(town()) \(one(of: FactLists.teams))"
        case .ship: one(of: ["{w} Star", "Lady {w}", "Queen of {w}", "{w}", "Spirit of {w}", "Black {w}", "Sea {w}"])
        case .street: "\(word()) \(one(of: FactLists.streets))"
        case .river: one(of: ["{w}", "{w} River", "Upper {w}", "Little {w}"])
        case .address: "\(number(1...180)) \(value(.street))"
        case .pet: "\(one(of: FactLists.animals)) named \(word())"
        case .title: one(of: FactLists.titles)
        case .code: "\(letter())\(number(10...99))\(one(of: ["", "-"]))\(number(10...99))"
        case .day, .date, .year, .time: moment(kind)
        case .age, .count, .height, .digits, .money, .population: amount(kind)
        default: one(of: kind.list)
        }
    }

    private mutating func moment(_ kind: ValueKind) -> String {
        let (month, day) = (one(of: FactLists.months), number(1...28))
        let year = number(1880...2024)
        switch kind {
        case .day: return one(of: ["\(month) \(day)", "\(day) \(month)", "the \(Self.ordinal(day)) of \(month)"])
        case .date: return one(of: ["\(month) \(day), \(year)", "\(day) \(month) \(year)"])
        case .year: return "\(year)"
        default:
            let hour = one(of: FactLists.hours)
            return one(of: [
                "\(number(6...22)):\(one(of: ["00", "15", "30", "45", "10", "20", "50"]))", "half past \(hour)",
                "quarter to \(hour)", "quarter past \(hour)", "\(hour) o'clock", "\(hour) in the evening",
            ])
        }
    }

    private mutating func amount(_ kind: ValueKind) -> String {
        switch kind {
        case .age: return "\(number(5...99))"
        case .count: return one(of: ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"])
        case .height: return "\(number(140...210)) cm"
        case .digits: return "\(number(number(1...2) == 1 ? 100...999 : 1000...9999))"
        case .money:
            let sum = number(2...99) * 10
            return one(of: ["$\(sum)", "\(sum) dollars", "\(sum) euros", "\(sum) crowns", "\(sum) pounds"])
        default:
            let (thousands, rest) = (number(1...990), number(100...999))
            return one(of: ["\(thousands),\(rest)", "\(thousands),000", "\(thousands)\(rest)"])
        }
    }

    private static func ordinal(_ day: Int) -> String {
        switch (day, day % 10) {
        case (11...13, _): "\(day)th"
        case (_, 1): "\(day)st"
        case (_, 2): "\(day)nd"
        case (_, 3): "\(day)rd"
        default: "\(day)th"
        }
    }
}
