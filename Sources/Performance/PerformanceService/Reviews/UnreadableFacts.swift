/// The facts cannot be read: the ledger is damaged, missing, or newer than this program.
struct UnreadableFacts: Error, CustomStringConvertible {
    /// What the store threw.
    let reason: any Error

    var description: String { "the facts cannot be read: \(reason)" }
}

/// Runs code that reads facts. Any error it throws becomes `UnreadableFacts`.
func readingFacts<Value>(_ body: () throws -> Value) throws(UnreadableFacts) -> Value {
    do {
        return try body()
    } catch {
        throw UnreadableFacts(reason: error)
    }
}
