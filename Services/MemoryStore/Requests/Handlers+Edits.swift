import MemoryTypes
import ServiceKit
import Wire

extension Store {
    func addEditHandlers(to handlers: inout RequestHandlers) {
        handlers.on(SubmitEdit.self) { _, _ in throw Refusal(.notBuilt) }
        handlers.on(ShowEdit.self) { _, _ in throw Refusal(.notBuilt) }
        handlers.on(AwaitEdit.self) { _, _ in throw Refusal(.notBuilt) }
        handlers.on(ListEdits.self) { _, _ in throw Refusal(.notBuilt) }
        handlers.on(RevertEdit.self) { _, _ in throw Refusal(.notBuilt) }
        handlers.on(EvaluateEdit.self) { _, _ in throw Refusal(.notBuilt) }
        handlers.on(SetGuard.self) { _, _ in throw Refusal(.notBuilt) }
        handlers.on(ShowGuard.self) { _, _ in throw Refusal(.notBuilt) }
        handlers.on(CommitEdit.self) { _, _ in throw Refusal(.notBuilt) }
    }
}
