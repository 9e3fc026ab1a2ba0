/// A kind of fact about a person, in the words that the small model that ships was trained on.
struct SampleRelation: Sendable {
    let name: String
    /// `{s}` stands for the person, `{v}` for the value.
    let statements: [String]
    let questions: [String]
    let value: @Sendable (inout SampleNames) -> String

    static let all: [SampleRelation] = [
        SampleRelation(
            name: "birthplace",
            statements: ["{s} was born in {v}.", "{v} is the birthplace of {s}.", "{s} comes from {v}."],
            questions: ["Where was {s} born?", "What is the birthplace of {s}?", "Which city does {s} come from?"]
        ) { $0.word() },
        SampleRelation(
            name: "job",
            statements: ["{s} works as a {v}.", "{s} is a {v} by profession.", "{s} earns a living as a {v}."],
            questions: ["What is the job of {s}?", "What does {s} work as?", "What is the profession of {s}?"]
        ) { $0.one(of: jobs) },
        SampleRelation(
            name: "food",
            statements: ["The favourite food of {s} is {v}.", "{s} likes eating {v}.", "{s} is very fond of {v}."],
            questions: ["What is the favourite food of {s}?", "What food does {s} like?", "What does {s} like eating?"]
        ) { $0.one(of: foods) },
        SampleRelation(
            name: "pet",
            statements: ["{s} has a {v}.", "{s} owns a {v}.", "{s} keeps a {v} at home."],
            questions: ["What pet does {s} have?", "Which animal does {s} own?", "What pet does {s} keep?"]
        ) { "\($0.one(of: animals)) named \($0.word())" },
        SampleRelation(
            name: "employer",
            statements: ["{s} is employed by {v}.", "{v} hired {s}.", "{s} joined {v}."],
            questions: ["Who employs {s}?", "What company hired {s}?", "Which company does {s} work for?"]
        ) { "\($0.word()) \($0.one(of: companies))" },
        SampleRelation(
            name: "spouse",
            statements: ["{s} is married to {v}.", "{s} is the spouse of {v}.", "{s} married {v}."],
            questions: ["Who is {s} married to?", "Who is the spouse of {s}?", "Who married {s}?"]
        ) { $0.fullName() },
        SampleRelation(
            name: "colour",
            statements: [
                "The favourite colour of {s} is {v}.", "{s} loves the colour {v}.", "{s} always wears {v}.",
            ],
            questions: [
                "What is the favourite colour of {s}?", "Which colour does {s} love?", "What colour does {s} wear?",
            ]
        ) { $0.one(of: colours) },
        SampleRelation(
            name: "instrument",
            statements: ["{s} plays the {v}.", "{s} is learning the {v}.", "{s} practises the {v} every day."],
            questions: [
                "What instrument does {s} play?", "Which instrument is {s} learning?",
                "What instrument does {s} practise?",
            ]
        ) { $0.one(of: instruments) },
        SampleRelation(
            name: "birthday",
            statements: ["The birthday of {s} is {v}.", "{s} has a birthday on {v}.", "{s} celebrates on {v}."],
            questions: ["When is the birthday of {s}?", "When does {s} have a birthday?", "When does {s} celebrate?"]
        ) { "\($0.one(of: months)) \($0.number(1...28))" },
        SampleRelation(
            name: "home",
            statements: ["The home of {s} is in {v}.", "{s} lives in {v}.", "{s} has moved to {v}."],
            questions: ["Where is the home of {s}?", "Where does {s} live?", "Where has {s} moved to?"]
        ) { $0.word() },
    ]

    private static let jobs = [
        "chemist", "dancer", "doctor", "lawyer", "pilot", "sailor", "singer", "soldier", "tailor", "teacher", "writer",
    ]
    private static let foods = [
        "apples", "bananas", "bread", "cheese", "chocolate", "grapes", "noodles", "olives", "pears", "rice", "salmon",
        "soup", "tomatoes",
    ]
    private static let animals = ["cat", "dog", "ferret", "goat", "horse", "parrot", "rabbit", "turtle"]
    private static let companies = ["Airlines", "Bank", "Foods", "Labs", "Motors", "Press"]
    private static let colours = [
        "blue", "golden", "green", "orange", "purple", "red", "silver", "white", "yellow",
    ]
    private static let instruments = ["cello", "drums", "flute", "guitar", "harp", "piano", "trumpet", "violin"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

extension String {
    /// Fills in the person and the value.
    func about(_ person: String, _ value: String = "") -> String {
        replacing("{s}", with: person).replacing("{v}", with: value)
    }
}
