/// How many characters must be inserted, deleted, replaced or swapped with their neighbour to turn
/// one word into another (optimal string alignment).
///
/// ```swift
/// editDistance("revew", "review")  // 1
/// ```
///
/// - Complexity: O(length × length).
package func editDistance(_ first: String, _ second: String) -> Int {
    let (first, second) = (Array(first), Array(second))
    var older: [Int] = []
    var previous = Array(0...second.count)
    for (row, character) in first.enumerated() {
        var current = [row + 1]
        for (column, other) in second.enumerated() {
            var least = min(
                previous[column + 1] + 1, current[column] + 1,
                previous[column] + (character == other ? 0 : 1))
            if row > 0, column > 0, character == second[column - 1], first[row - 1] == other {
                least = min(least, older[column - 1] + 1)
            }
            current.append(least)
        }
        (older, previous) = (previous, current)
    }
    return previous[second.count]
}

/// The words closest to a mistyped one, at most three; none if all are far from it. Case and the
/// marks between words do not matter.
///
/// - Parameters:
///   - typed: what somebody typed.
///   - words: what they may have meant.
/// - Returns: the closest words, in their order.
package func closest(to typed: String, among words: [String]) -> [String] {
    func plain(_ word: String) -> String {
        word.lowercased().replacing("_", with: "-").replacing(" ", with: "-")
    }
    let target = plain(typed)
    let most = max(1, min(3, target.count / 3))
    let distances = words.map { word in
        let word = plain(word)
        if abs(word.count - target.count) <= most {
            let distance = editDistance(target, word)
            if distance <= most { return distance }
        }
        // The beginning of a word, or a word with more behind it.
        let isBeginning =
            min(target.count, word.count) >= 3 && (word.hasPrefix(target) || target.hasPrefix(word))
        return isBeginning ? most : Int.max
    }
    guard let least = distances.min(), least < .max else { return [] }
    let found = zip(words, distances).filter { $0.1 == least }.map(\.0)
    return Array(found.prefix(3))
}

/// The question that follows an error, if a word is close: `; did you mean 'review'?`.
///
/// - Parameters:
///   - typed: what somebody typed.
///   - words: what they may have meant.
///   - otherwise: what stands instead if no word is close.
/// - Returns: the question, or `otherwise`.
package func didYouMean(
    _ typed: String, among words: [String], or otherwise: String = ""
) -> String {
    question(closest(to: typed, among: words).map { "'\($0)'" }) ?? otherwise
}

/// The question whether one of these was meant; nil for none.
package func question(_ choices: [String]) -> String? {
    guard let last = choices.last else { return nil }
    let first = choices.dropLast().joined(separator: ", ")
    return "; did you mean \(first.isEmpty ? last : "\(first) or \(last)")?"
}
