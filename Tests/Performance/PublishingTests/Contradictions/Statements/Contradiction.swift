/// Two statements of one review about one subject that cannot both be true.
struct Contradiction: Hashable, Sendable, CustomStringConvertible {
    /// The check that found it.
    let check: String
    let subject: String
    let one: String
    let other: String

    var description: String { "\(check), \(subject): “\(one)” against “\(other)”" }
}

/// Gathers the contradictions that one check finds.
struct Findings {
    private let check: String
    private(set) var all: [Contradiction] = []

    /// Nothing found yet.
    init(_ check: String) { self.check = check }

    /// Takes note of two statements unless both can be true.
    ///
    /// - Parameters:
    ///   - canBoth: whether both can be true.
    ///   - subject: what both are about.
    ///   - one: a statement.
    ///   - other: the other one.
    mutating func hold(
        _ canBoth: Bool, about subject: String, _ one: @autoclosure () -> String,
        against other: @autoclosure () -> String
    ) {
        guard !canBoth else { return }
        all.append(Contradiction(check: check, subject: subject, one: one(), other: other()))
    }

    /// Takes note of words that stand in a text though they are not true, or the other way round.
    ///
    /// - Parameters:
    ///   - claims: words, and whether they are true.
    ///   - text: where they stand when they are.
    ///   - subject: what the text is about.
    ///   - fact: what makes them true or not.
    mutating func holdWords(
        _ claims: [(words: String, isTrue: Bool)], in text: String, about subject: String,
        against fact: @autoclosure () -> String
    ) {
        for (words, isTrue) in claims where text.contains(words) != isTrue {
            let one = isTrue ? "without “\(words)”: \(text)" : text
            all.append(Contradiction(check: check, subject: subject, one: one, other: fact()))
        }
    }
}
