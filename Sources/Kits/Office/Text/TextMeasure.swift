/// Estimates how wide text gets, without the font at hand.
///
/// The widths are those of Helvetica, scaled to the typeface and with a margin, because the font that
/// the reader has is not known here.
///
/// Source: Adobe Font Metrics of the 14 core fonts, Helvetica.
struct TextMeasure: Sendable {
    private let factor: Double

    /// A measure for a typeface.
    init(typeface: String = "") {
        let name = typeface.lowercased()
        factor = 1.03 * (typefaceWidths.first { name.hasPrefix($0.name) }?.width ?? 1.08)
    }

    /// The width of a text on one line, in points.
    func width(_ text: String, size: Double, isBold: Bool = false) -> Double {
        let units = text.unicodeScalars.reduce(0.0) { $0 + width($1) }
        return units / 1000 * size * factor * (isBold ? 1.07 : 1)
    }

    /// How many lines a text takes at a width in points, 1 or more. Line feeds begin lines.
    func lineCount(_ text: String, size: Double, isBold: Bool = false, width: Double) -> Int {
        lines(text, size: size, isBold: isBold, width: width).count
    }

    /// The lines of a text, broken at blanks, and within a word where it is longer than a line.
    func lines(_ text: String, size: Double, isBold: Bool = false, width: Double) -> [String] {
        guard width > size else { return text.isEmpty ? [""] : text.map(String.init) }
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in pieces(paragraph) {
                let longer = line.isEmpty ? word : line + word
                if self.width(trimmed(longer), size: size, isBold: isBold) <= width {
                    line = longer
                    continue
                }
                if !line.isEmpty { lines.append(trimmed(line)) }
                line = ""
                for character in word {
                    if self.width(line + String(character), size: size, isBold: isBold) > width {
                        lines.append(line)
                        line = ""
                    }
                    line.append(character)
                }
            }
            lines.append(trimmed(line))
        }
        return lines
    }

    /// Words, each with the blank behind it. Ideographs may be parted anywhere.
    private func pieces(_ text: Substring) -> [String] {
        var pieces: [String] = []
        var word = ""
        for character in text {
            word.append(character)
            let scalar = character.unicodeScalars.first
            if character == " " || character == "-" || scalar.map(isWide) == true {
                pieces.append(word)
                word = ""
            }
        }
        return word.isEmpty ? pieces : pieces + [word]
    }

    private func trimmed(_ line: String) -> String {
        line.hasSuffix(" ") ? trimmed(String(line.dropLast())) : line
    }

    private func width(_ scalar: Unicode.Scalar) -> Double {
        let value = Int(scalar.value)
        if (32..<127).contains(value) { return Double(helvetica[value - 32]) }
        if isWide(scalar) { return 1000 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control, .format: return 0
        case .spaceSeparator: return 278
        case .uppercaseLetter: return 722
        case .dashPunctuation: return 800
        default: return 600
        }
    }

    /// Whether a character is as wide as it is high: those of East Asia, and emoji.
    private func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x9FFF, 0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0x1F300...0x1FAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }
}

/// How wide common typefaces run, beside Helvetica. Most others run narrower than is assumed of them,
/// but where one is not installed, a wider one takes its place.
private let typefaceWidths: [(name: String, width: Double)] = [
    ("arial", 1), ("courier", 1.2), ("georgia", 1.1), ("helvetica", 1), ("inter", 1.08),
    ("liberation sans", 1), ("montserrat", 1.16), ("times", 1), ("verdana", 1.17),
]

/// Widths of the characters 32 to 126, in thousandths of the size.
private let helvetica: [Int16] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]
