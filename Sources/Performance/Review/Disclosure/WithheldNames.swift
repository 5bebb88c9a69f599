import Domain

/// The words that lead to a person, an account or a team that may not be shown, to look for in texts that
/// people wrote.
///
///     names.areIn("Zielinska left")  // true where a CSM is called Mei Zielinska
///
/// Case and punctuation do not matter. Of a person's name every part counts that has three letters, of
/// everything else the whole.
package struct WithheldNames: Sendable {
    /// Runs of words, joined by spaces.
    private var phrases: Set<String> = []
    /// How many words the longest has.
    private var longest = 0
    /// Names without a letter or digit.
    private var signs: [String] = []

    /// Nothing.
    package init() {}

    /// Adds something that is withheld as a whole: an identifier, an account, a team.
    package mutating func add(_ name: String) {
        let words = Self.words(of: name)
        guard !words.isEmpty else {
            let text = String(name.filter { !$0.isWhitespace })
            if !text.isEmpty { signs.append(text) }
            return
        }
        phrases.insert(words.joined(separator: " "))
        longest = max(longest, words.count)
    }

    /// Adds a person, of whom the first or the last name alone is withheld, too.
    package mutating func add(person name: String) {
        add(name)
        for word in Self.words(of: name) where word.count >= 3 { add(word) }
    }

    /// Whether a text has one of the names in it.
    package func areIn(_ text: String) -> Bool {
        let words = Self.words(of: text)
        for first in words.indices {
            var phrase = words[first]
            if phrases.contains(phrase) { return true }
            for next in words[(first + 1)...].prefix(max(longest - 1, 0)) {
                phrase += " " + next
                if phrases.contains(phrase) { return true }
            }
        }
        return signs.contains { text.contains($0) }
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
