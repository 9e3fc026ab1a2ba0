extension ThreadExecutor {
    /// What an actor that belongs to this thread returns as its `unownedExecutor`; the actor keeps the executor itself.
    @safe public var forActor: UnownedSerialExecutor { unsafe asUnownedSerialExecutor() }
}
