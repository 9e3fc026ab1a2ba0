import Testing
import Training

@Suite("Progress through a curriculum")
struct CurriculumProgressTests {
    private let rule = CurriculumProgress.Rule(enough: 0.9, window: 100)

    private func note(_ progress: inout CurriculumProgress, right: Int, steps: Int = 3, expecting wanted: Bool) {
        let isPromoted = progress.note(right: right, of: 10, rule: rule, steps: steps)
        #expect(isPromoted == wanted)
    }

    @Test("nine of ten right over the window begin the next step")
    func promotes() {
        var progress = CurriculumProgress()
        for _ in 0..<20 { note(&progress, right: 8, expecting: false) }
        #expect(progress.step == 0)
        var updates = 0
        while !progress.note(right: 10, of: 10, rule: rule, steps: 3) { updates += 1 }
        #expect((5...9).contains(updates))
        #expect(progress.step == 1 && progress.updates == 0 && progress.accuracy == 0)
    }

    @Test("a few lucky answers are not enough")
    func waits() {
        var progress = CurriculumProgress()
        for _ in 0..<6 { note(&progress, right: 10, expecting: false) }
        note(&progress, right: 10, expecting: true)
    }

    @Test("the last step is not left")
    func stays() {
        var progress = CurriculumProgress()
        for _ in 0..<100 { note(&progress, right: 10, steps: 1, expecting: false) }
        #expect(progress.accuracy == 1)
    }

    @Test("a step that has a limit ends at it")
    func gives() {
        var progress = CurriculumProgress()
        let limited = CurriculumProgress.Rule(enough: 0.9, window: 100, updatesMax: 3)
        let found = (0..<3).map { _ in progress.note(right: 0, of: 10, rule: limited, steps: 2) }
        #expect(found == [false, false, true])
    }
}
