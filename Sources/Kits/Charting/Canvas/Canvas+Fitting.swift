extension Canvas {
    /// The text, shortened with an ellipsis to fit in `room` pixels. Empty when not even one letter
    /// fits.
    ///
    /// Letters are left out from the end as they are read, with their accents. The ellipsis of a
    /// text that runs from right to left is therefore on its left.
    package func fitted(_ text: String, within room: Double, _ style: TextStyle) -> String {
        if width(of: text, style) <= room { return text }
        // Binary search for the longest prefix that fits.
        let characters = Array(text)
        var (low, high) = (0, max(characters.count - 1, 0))
        while low < high {
            let middle = (low + high + 1) / 2
            if width(of: shortened(characters, to: middle), style) <= room {
                low = middle
            } else {
                high = middle - 1
            }
        }
        return low == 0 ? "" : shortened(characters, to: low)
    }

    /// The smallest width in pixels at which the text takes at most two lines.
    func widthInTwoLines(of text: String, _ style: TextStyle) -> Double {
        let words = text.split(separator: " ")
        let breaks = (1..<max(words.count, 1)).map { place in
            let first = words[..<place].joined(separator: " ")
            let second = words[place...].joined(separator: " ")
            return max(width(of: first, style), width(of: second, style))
        }
        return breaks.min() ?? width(of: text, style)
    }

    /// Drops parts after commas from the end until the text fits. If one part is still too long, it
    /// is shortened as in `fitted`.
    func fittedByParts(_ text: String, within room: Double, _ style: TextStyle) -> String {
        var parts = text.split(separator: ",")
        while parts.count > 1, width(of: parts.joined(separator: ","), style) > room {
            parts.removeLast()
        }
        return fitted(parts.joined(separator: ","), within: room, style)
    }

    private func shortened(_ characters: [Character], to count: Int) -> String {
        var kept = characters.prefix(count)
        while let last = kept.last, last == " " || last == "," || last == "." || last.joinsNext {
            kept.removeLast()
        }
        return String(kept) + "…"
    }

    /// Breaks the text into at most `lines` lines of similar length. The last line is shortened
    /// when the text needs more.
    package func wrapped(
        _ text: String, within room: Double, _ style: TextStyle, lines: Int
    ) -> [String] {
        if width(of: text, style) <= room { return [text] }
        let words = text.split(separator: " ").map(String.init)
        let full = greedy(words, within: room, style)
        guard full.count <= lines else {
            let rest = full[(lines - 1)...].joined(separator: " ")
            return full[..<(lines - 1)] + [fitted(rest, within: room, style)]
        }
        // Try narrower columns with the same number of lines to even out the lengths.
        var even = full
        for share in stride(from: 0.95, to: 0.45, by: -0.05) {
            // Lines that are narrow enough stay as they are.
            if even.allSatisfy({ width(of: $0, style) <= room * share }) { continue }
            let narrower = greedy(words, within: room * share, style)
            guard narrower.count == full.count else { break }
            even = narrower
        }
        return even.map { fitted($0, within: room, style) }
    }

    /// The words in lines, each with as many words as fit.
    private func greedy(_ words: [String], within room: Double, _ style: TextStyle) -> [String] {
        let space = width(of: " ", style)
        var lines: [String] = []
        var rest = words[...]
        while !rest.isEmpty {
            func line(_ count: Int) -> String { rest.prefix(count).joined(separator: " ") }
            func fits(_ count: Int) -> Bool { width(of: line(count), style) <= room }
            // Adding up words takes less time than shaping every beginning of a line, but letters
            // may stand closer in a line, or wider.
            var count = 0
            var end = -space
            while count < rest.count, end <= room {
                end += space + width(of: rest[rest.startIndex + count], style)
                count += 1
            }
            while count > 1, !fits(count) { count -= 1 }
            while count < rest.count, fits(count + 1) { count += 1 }
            lines.append(line(count))
            rest.removeFirst(count)
        }
        return lines
    }
}

extension Character {
    /// Whether the letter ends with a sign that binds it to the next, as in scripts of India and
    /// Cambodia. It must not stand at a cut.
    fileprivate var joinsNext: Bool {
        unicodeScalars.last?.properties.canonicalCombiningClass == .virama
    }
}
