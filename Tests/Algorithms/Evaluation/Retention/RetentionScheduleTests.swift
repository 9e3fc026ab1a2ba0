import Evaluation
import Testing

@Suite("What the pools of a retention measurement read")
struct RetentionScheduleTests {
    /// Document n is about person n / 2, and has two questions.
    static func set(_ count: Int) -> RetentionSet {
        RetentionSet((0..<count).map { number in
            RetentionDocument(
                text: "document \(number)",
                questions: ["town", number.isMultiple(of: 2) ? "pet" : "job"].map { (relation: String) in
                    RetentionQuestion(
                        text: "\(relation) \(number)?", answers: ["a"], person: "\(number / 2)", relation: relation)
                })
        })
    }

    @Test("the target comes once, nothing else answers its questions, nothing repeats", arguments: 0..<40)
    func schedules(pool: Int) throws {
        let plan = RetentionPlan(pools: 40, questions: 2, ages: 5, fill: 6, tokens: 4, rule: .exact, seed: 7)
        let set = Self.set(20)
        let schedule = try #require(RetentionSchedule(plan, pool: pool, of: set))
        let others = schedule.before + schedule.after
        #expect(schedule.before.count == 6 && schedule.after.count == 5 && Set(others).count == 11)
        // The other document on the same person says where that person lives, too.
        #expect(!others.contains(schedule.target) && !others.contains(schedule.target ^ 1))
        #expect(schedule.questions == [0, 1])
        #expect(RetentionSchedule(plan, pool: pool, of: set) == schedule)
    }

    @Test("every document is asked about before one is again, and another seed draws another order") func targets() {
        func targets(_ seed: UInt64) -> [Int] {
            let plan = RetentionPlan(pools: 40, questions: 1, ages: 1, fill: 1, tokens: 4, rule: .exact, seed: seed)
            return (0..<40).compactMap { RetentionSchedule(plan, pool: $0, of: Self.set(20))?.target }
        }
        #expect(targets(1)[..<20].sorted() == Array(0..<20) && targets(1)[20...] == targets(1)[..<20])
        #expect(targets(1) != targets(2))
    }

    @Test("a document on the same person that answers other questions may come; with too few, they repeat")
    func relations() throws {
        let question = { (person: String, relation: String) in
            RetentionQuestion(text: person + relation, answers: ["a"], person: person, relation: relation)
        }
        let documents = [("A", "town"), ("A", "pet"), ("A", "town")].enumerated().map { number, key in
            RetentionDocument(text: "\(number)", questions: [question(key.0, key.1)])
        }
        let plan = RetentionPlan(pools: 3, questions: 1, ages: 2, fill: 2, tokens: 4, rule: .exact, seed: 1)
        let set = RetentionSet(documents)
        let schedules = (0..<3).compactMap { RetentionSchedule(plan, pool: $0, of: set) }
        let town = try #require(schedules.first { $0.target == 0 })
        #expect(town.before + town.after == [1, 1, 1, 1])
        #expect(RetentionSchedule(plan, pool: 0, of: RetentionSet([documents[0], documents[2]])) == nil)
    }

    @Test("documents of others fill the pools if they are given") func others() throws {
        let asked = RetentionDocument(text: "a", questions: [RetentionQuestion(text: "b", answers: ["c"])])
        let fillers = (0..<4).map { RetentionDocument(text: "\($0)", questions: []) }
        let plan = RetentionPlan(pools: 1, questions: 1, ages: 2, fill: 2, tokens: 4, rule: .exact, seed: 1)
        let schedule = try #require(RetentionSchedule(plan, pool: 0, of: RetentionSet([asked], others: fillers)))
        #expect(schedule.target == 0 && (schedule.before + schedule.after).sorted() == [1, 2, 3, 4])
        #expect(!RetentionSet([asked]).isUsable && !RetentionSet(fillers).isUsable)
    }
}
