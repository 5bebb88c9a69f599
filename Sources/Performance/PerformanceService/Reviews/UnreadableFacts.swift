/// That the facts cannot be read: the ledger is damaged, missing, or newer than the program.
struct UnreadableFacts: Error, CustomStringConvertible {
    /// What the store threw.
    let reason: any Error

    var description: String { "the facts cannot be read: \(reason)" }
}

/// Runs what reads facts; whatever the store throws in it becomes `UnreadableFacts`.
func readingFacts<Value>(_ body: () throws -> Value) throws(UnreadableFacts) -> Value {
    do {
        return try body()
    } catch {
        throw UnreadableFacts(reason: error)
    }
}
