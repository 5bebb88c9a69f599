import ArgumentParser
import Terminal

/// Reads a word of a fixed list. The error for any other word names the closest, then all.
///
/// ```swift
/// @Option(transform: knownWord(Feed.self)) var feed: Feed
/// ```
///
/// - Parameters:
///   - type: what the words stand for.
///   - others: words that are meant for something else but may be mistyped here.
/// - Returns: the transformation.
func knownWord<Value: ExpressibleByArgument>(
    _ type: Value.Type, orElse others: [String] = []
) -> @Sendable (String) throws -> Value {
    { text in
        if let value = Value(argument: text) { return value }
        let words = Value.allValueStrings
        let meant = closest(to: text, among: words + others).map { "'\($0)'" }
        throw ValidationError(
            (question(meant).map { "\($0.dropFirst(2)) It" } ?? "it") + " can be "
                + words.joined(separator: ", "))
    }
}

/// The words of a fixed list, for help.
func words<Value: ExpressibleByArgument>(of type: Value.Type) -> String {
    Value.allValueStrings.joined(separator: ", ")
}
