/// One step of learning to look things up in what was just read: small tables of names and values first, sentences
/// later.
///
/// The order is what decides. A model that begins with sentences learns to answer by relation and recency, and never to
/// match the subject; one that begins with a few names and values does, and keeps it.
public struct CurriculumStep: Codable, Equatable, Sendable {
    public enum Form: String, Codable, Sendable {
        /// `name value.`, asked for by the name.
        case pairs
        /// Sentences of relations, asked for by their questions.
        case sentences
    }

    public enum Names: String, Codable, Sendable {
        /// One word of the list.
        case listed
        /// Two words of the list.
        case twoListed
        /// Made of syllables, or from lists of real names.
        case invented
    }

    public var name: String
    public var form = Form.pairs
    public var names = Names.listed
    /// How many words of the list are names; nil for all.
    public var namesMax: Int?
    /// How many words of the list are values; nil for all.
    public var valuesMax: Int?
    /// Subjects of a context.
    public var subjects = 4...8
    /// Words between name and value, in the context and in the question.
    public var fillers = 0...0
    /// Sentences of each relation that are drawn from, the plainest first; nil for all that training has.
    public var templatesMax: Int? = 1
    /// The share of contexts in which all subjects have the same relations.
    public var sharing = 1.0
    /// Facts about each subject.
    public var factsPerSubject = 1...1
    /// Only values that the words hold.
    public var hasListedValues = true
    /// Questions on a context, drawn with replacement: without it, elimination is a way around reading.
    public var questions = 8

    public init(name: String) { self.name = name }

    /// The steps in the order in which they are learned.
    public static let all: [CurriculumStep] = pairs + padded + sentences

    private static let pairs = [8, 32, 128, 512, nil].map { (count: Int?) in
        var step = CurriculumStep(name: "pairs-\(count.map(String.init) ?? "all")")
        (step.namesMax, step.valuesMax) = (count, count)
        step.questions = 16
        return step
    }

    private static let padded = (1...7).map { count in
        var step = CurriculumStep(name: "fillers-\(count)")
        step.fillers = 0...count
        step.questions = 12
        return step
    }

    private static let sentences: [CurriculumStep] = {
        var step = CurriculumStep(name: "template-1")
        step.form = .sentences
        var steps = [step]
        func add(_ name: String, _ change: (inout CurriculumStep) -> Void) {
            step.name = name
            change(&step)
            steps.append(step)
        }
        // A subject with one fact is found by its name alone. That the relation counts too is a skill of its own: with
        // plain sentences 130 updates taught it, with hundreds of sentences 1,600 did not.
        add("two-facts") { ($0.factsPerSubject, $0.subjects) = (2...2, 2...5) }
        add("templates-3") {
            ($0.templatesMax, $0.hasListedValues, $0.sharing) = (3, false, 0.7)
            ($0.factsPerSubject, $0.subjects) = (1...2, 3...8)
        }
        add("templates-all") { $0.templatesMax = nil }
        add("names-of-two") { $0.names = .twoListed }
        add("names-invented") { $0.names = .invented }
        add("crowd") { $0.subjects = 6...22 }
        return steps
    }()
}
