extension Canvas {
    /// The text, or as much of it as fits with an ellipsis; empty when not even a letter does.
    func fitted(_ text: String, within room: Double, _ style: TextStyle) -> String {
        if width(of: text, style) <= room { return text }
        // The longest beginning that fits, by halving.
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

    /// The narrowest width in which the text takes at most two lines.
    func widthInTwoLines(of text: String, _ style: TextStyle) -> Double {
        let words = text.split(separator: " ")
        let breaks = (1..<max(words.count, 1)).map { place in
            let first = words[..<place].joined(separator: " ")
            let second = words[place...].joined(separator: " ")
            return max(width(of: first, style), width(of: second, style))
        }
        return breaks.min() ?? width(of: text, style)
    }

    /// The text without its last parts, set off by commas, as far as it fits; then as `fitted`.
    func fittedByParts(_ text: String, within room: Double, _ style: TextStyle) -> String {
        var parts = text.split(separator: ",")
        while parts.count > 1, width(of: parts.joined(separator: ","), style) > room {
            parts.removeLast()
        }
        return fitted(parts.joined(separator: ","), within: room, style)
    }

    private func shortened(_ characters: [Character], to count: Int) -> String {
        var kept = characters.prefix(count)
        while let last = kept.last, last == " " || last == "," || last == "." { kept.removeLast() }
        return String(kept) + "…"
    }

    /// The text in at most `lines` lines of about the same length; the last one is shortened when
    /// there is more.
    func wrapped(
        _ text: String, within room: Double, _ style: TextStyle, lines: Int
    ) -> [String] {
        if width(of: text, style) <= room { return [text] }
        let words = text.split(separator: " ").map(String.init)
        let full = greedy(words, within: room, style)
        guard full.count <= lines else {
            let rest = full[(lines - 1)...].joined(separator: " ")
            return full[..<(lines - 1)] + [fitted(rest, within: room, style)]
        }
        // A narrower column with as many lines evens them out.
        var even = full
        for share in stride(from: 0.95, to: 0.45, by: -0.05) {
            let narrower = greedy(words, within: room * share, style)
            guard narrower.count == full.count else { break }
            even = narrower
        }
        return even.map { fitted($0, within: room, style) }
    }

    private func greedy(_ words: [String], within room: Double, _ style: TextStyle) -> [String] {
        var lines: [String] = []
        for word in words {
            if let last = lines.last, width(of: last + " " + word, style) <= room {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(word)
            }
        }
        return lines
    }
}
