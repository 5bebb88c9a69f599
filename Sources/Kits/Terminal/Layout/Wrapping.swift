/// A text whose lines fit a width. Lines that fit stay as they are; longer ones are broken between
/// words and continue under their first word.
///
/// ```swift
/// wrapped("- renewed 10 of 14 contracts", to: 20)  // "- renewed 10 of 14\n  contracts"
/// ```
///
/// A word that is longer than the width stays whole, so that a path can be copied. A number stays
/// with its unit: `71 %`, `USD 88 k`.
///
/// - Parameters:
///   - text: the text.
///   - width: the columns that a line may take.
/// - Returns: the text with more line breaks.
package func wrapped(_ text: String, to width: Int) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        guard displayWidth(line) > width else { return String(line) }
        let spaces = line.prefix { $0 == " " }
        let content = line.dropFirst(spaces.count)
        let mark = hangingMarks.first { content.hasPrefix($0) } ?? ""
        let indent = spaces.count + mark.count
        let lines = filled(
            words(of: content.dropFirst(mark.count)), width: max(1, width - indent))
        return lines.enumerated().map { number, line in
            number == 0
                ? spaces + mark + line : String(repeating: " ", count: indent) + line
        }.joined(separator: "\n")
    }.joined(separator: "\n")
}

/// What a wrapped line hangs from.
private let hangingMarks = ["- ", "Error: ", "Usage: ", "USAGE: ", "Help:  "]

/// The lines of a table's cell. A word that is longer than the width is broken between characters.
func cellLines(_ text: String, width: Int) -> [String] {
    guard displayWidth(text) > width else { return [text] }
    return filled(words(of: text[...]).flatMap { pieces(of: $0, width: width) }, width: width)
}

/// The columns of the longest word.
func longestWord(of text: String) -> Int {
    words(of: text[...]).map { displayWidth($0) }.max() ?? 0
}

private func filled(_ words: [String], width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in words {
        let columns = displayWidth(word)
        if used > 0, used + 1 + columns <= width {
            line += " " + word
            used += 1 + columns
        } else {
            if used > 0 { lines.append(line) }
            (line, used) = (word, columns)
        }
    }
    return used > 0 ? lines + [line] : lines
}

/// The words of a line: what stands between spaces, with units beside their numbers and the
/// brackets of a usage line closed. Two spaces or more are part of a word, since names may differ by
/// them.
private func words(of line: Substring) -> [String] {
    var words: [String] = []
    for word in line.split(separator: " ", omittingEmptySubsequences: false) {
        if let last = words.last, word.isEmpty || last.last == " " || belong(last, word) {
            words[words.count - 1] += " " + word
        } else {
            words.append(String(word))
        }
    }
    return words
}

private func belong(_ left: String, _ right: Substring) -> Bool {
    if left.last?.isNumber ?? false {
        let unit = right.prefix { $0.isLetter || $0 == "%" }
        if ["%", "k", "m", "bn"].contains(unit) { return true }
    }
    // A currency before its amount.
    let currency = left.reversed().prefix { $0.isASCII && $0.isUppercase }
    if currency.count == 3, right.first?.isNumber ?? false { return true }
    return left.hasPrefix("[-") && !left.contains("]")
}

private func pieces(of word: String, width: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    var used = 0
    for character in word {
        let columns = displayWidth(character)
        if used > 0, used + columns > width {
            pieces.append(piece)
            (piece, used) = ("", 0)
        }
        piece.append(character)
        used += columns
    }
    return piece.isEmpty ? pieces : pieces + [piece]
}
