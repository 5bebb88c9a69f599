/// A number as people and programs write it.
///
/// ```swift
/// let text = NumberText("10.000,00 €")
/// text?.style                       // .decimalComma
/// text?.value(.decimalComma, neverGrouped: false)  // 10,000
/// text?.currency                    // "€"
/// ```
///
/// Signs: `-`, `+`, and parentheses for negative amounts. Between thousands: a point or comma, a
/// blank of any kind, an apostrophe. A currency sign or code, or a percent sign, may stand before
/// or behind.
package struct NumberText: Equatable, Sendable {
    /// What the marks of a number tell about the file's style.
    package enum Evidence: Equatable {
        /// The number has no mark, or an exponent after it: any style reads it alike.
        case none
        /// Only this style can read it.
        case decides(NumberStyle)
        /// One mark, followed by exactly three digits: 1.234 is about one, or above a thousand.
        case open
    }

    private let isNegative: Bool
    /// Digits and marks, without blanks and apostrophes.
    private let core: [UInt8]
    /// Whether blanks or apostrophes stood between thousands.
    private var isGrouped: Bool { blankMark != nil }
    /// The blank or apostrophe between thousands; nil without one.
    private let blankMark: Character?
    private let exponent: Int?
    /// The currency sign or code beside the digits; nil without one.
    package let currency: String?
    /// Whether a percent sign stands beside the digits.
    package let isPercent: Bool

    /// Reads a text. Nil where it is no number in any style.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self.init(text)
    }

    /// Reads a text.
    package init?(_ text: String) {
        var rest = Substring(text)
        guard rest.utf8.count <= 64 else { return nil }
        var isNegative = false
        var sign: Character?
        if rest.hasPrefix("("), rest.hasSuffix(")") {
            isNegative = true
            rest = rest.dropFirst().dropLast()
        }
        func trim() {
            while let first = rest.first, first.isBlank { rest.removeFirst() }
            while let last = rest.last, last.isBlank { rest.removeLast() }
        }
        func takeSign() {
            trim()
            guard sign == nil, let first = rest.first, "+-−".contains(first) else { return }
            sign = first
            rest.removeFirst()
            trim()
        }
        takeSign()
        var front = String(rest.prefix { !$0.isNumberPart })
        rest = rest.dropFirst(front.count)
        takeSign()
        // An exponent is the only letter among the digits.
        guard let end = rest.lastIndex(where: { $0.isASCIIDigit }) else { return nil }
        var back = String(rest[rest.index(after: end)...])
        rest = rest[...end]
        // `$(1,234)`
        if front.hasSuffix("("), back.hasPrefix(")"), sign == nil, !isNegative {
            isNegative = true
            front.removeLast()
            back.removeFirst()
        }
        if rest.contains(where: { "eE".contains($0) }) {
            let parts = rest.split(
                omittingEmptySubsequences: false, whereSeparator: { "eE".contains($0) })
            guard parts.count == 2, let value = Int(parts[1].drop { $0 == "+" }),
                abs(value) <= 400
            else { return nil }
            exponent = value
            rest = parts[0]
        } else {
            exponent = nil
        }
        if let sign, sign != "+" {
            guard !isNegative else { return nil }
            isNegative = true
        }
        var core: [UInt8] = []
        var groups = [0]
        var kinds: Set<Character> = []
        for character in rest {
            if let ascii = character.asciiValue, isDigit(ascii) {
                core.append(ascii)
                groups[groups.count - 1] += 1
            } else if character == "." || character == "," {
                core.append(character.asciiValue ?? 0)
                // The marks are judged by `value`; blanks only part what stands before them.
                groups.append(-100)
            } else if character.isThousandsBlank {
                guard groups.last ?? 0 >= 0 else { return nil }
                kinds.insert(character.isBlank ? " " : "'")
                groups.append(0)
            } else {
                return nil
            }
        }
        guard core.contains(where: isDigit), kinds.count <= 1 else { return nil }
        let wholes = groups.prefix { $0 >= 0 }
        if wholes.count > 1 {
            guard (1...3).contains(wholes[0]), wholes.dropFirst().allSatisfy({ $0 == 3 }) else {
                return nil
            }
        }
        var marks: [String] = []
        for mark in [front, back] {
            let mark = mark.filter { !$0.isBlank && $0 != "\u{200E}" }
            if !mark.isEmpty { marks.append(mark) }
        }
        let currencies = marks.filter { $0 != "%" }
        guard marks.count <= 1 else { return nil }
        self.isNegative = isNegative
        self.core = core
        blankMark = wholes.count > 1 ? kinds.first : nil
        currency = currencies.first
        isPercent = marks.contains("%")
    }

    /// What the marks tell about the style of the file.
    ///
    /// - Parameter neverGrouped: whether the column never has marks between thousands, so that any
    ///   single mark is a decimal mark.
    /// - Returns: the evidence of this number alone.
    package func evidence(neverGrouped: Bool) -> Evidence {
        let points = core.filter { $0 == point }.count
        let commas = core.filter { $0 == comma }.count
        guard points + commas > 0, exponent == nil else { return .none }
        let styles = NumberStyle.allCases.filter { value($0, neverGrouped: false) != nil }
        if styles.count == 1 { return .decides(styles[0]) }
        guard styles.count == 2 else { return .none }
        // One mark and three digits behind it. As a thousands mark it needs one to three digits
        // before it, the first of them not 0.
        let own: NumberStyle = points == 1 ? .decimalPoint : .decimalComma
        let whole = core.prefix { isDigit($0) }
        if neverGrouped || isGrouped || whole.first == zero { return .decides(own) }
        return .open
    }

    /// The number, if its marks stand where the style allows them.
    ///
    /// - Parameters:
    ///   - style: the style of the file. A number with an exponent never has marks between
    ///     thousands, so its mark is the decimal mark in any style.
    ///   - neverGrouped: whether the column never has marks between thousands.
    /// - Returns: the number; nil where the style cannot read it.
    package func value(_ style: NumberStyle, neverGrouped: Bool) -> Double? {
        let isGroupable = !neverGrouped && exponent == nil
        let own = core.first { !isDigit($0) }
        let decimalMark =
            exponent == nil ? (style == .decimalPoint ? point : comma) : own ?? point
        let parts = core.split(
            separator: decimalMark, maxSplits: .max, omittingEmptySubsequences: false)
        guard parts.count <= 2 else { return nil }
        let groups = parts[0].split(
            separator: decimalMark == point ? comma : point, omittingEmptySubsequences: false)
        if groups.count > 1 || isGrouped {
            guard isGroupable else { return nil }
        }
        if groups.count > 1 {
            guard !isGrouped, (1...3).contains(groups[0].count),
                groups.dropFirst().allSatisfy({ $0.count == 3 }),
                !(groups[0].first == zero)
            else { return nil }
        }
        let fraction = parts.count == 2 ? parts[1] : []
        guard fraction.allSatisfy(isDigit) else { return nil }
        var text = isNegative ? "-" : ""
        for group in groups { text += String(decoding: group, as: UTF8.self) }
        if groups.allSatisfy(\.isEmpty) { text += "0" }
        if !fraction.isEmpty { text += "." + String(decoding: fraction, as: UTF8.self) }
        if let exponent { text += "e\(exponent)" }
        guard let value = Double(text), value.isFinite else { return nil }
        return value + 0  // no negative zero
    }

    /// How such a number is written, where it has marks between thousands: `1,234.56`; nil without.
    package var groupedForm: String? {
        if let blankMark { return "1\(blankMark)234" }
        guard exponent == nil else { return nil }
        let marks = core.filter { !isDigit($0) }
        guard marks.count > 1 else { return nil }
        return marks[0] == comma ? "1,234.56" : "1.234,56"
    }
}

private let zero = UInt8(ascii: "0")
private let point = UInt8(ascii: ".")

extension Character {
    /// A blank of any width, or one that has none.
    package var isBlank: Bool {
        switch self {
        case " ", "\t", "\u{A0}", "\u{202F}", "\u{2007}", "\u{2009}", "\u{200B}", "\u{FEFF}",
            "\u{2060}":
            true
        default: isWhitespace
        }
    }

    fileprivate var isThousandsBlank: Bool { isBlank || "'’".contains(self) }

    fileprivate var isASCIIDigit: Bool { asciiValue.map(isDigit) ?? false }

    /// Whether digits may begin here.
    fileprivate var isNumberPart: Bool { isASCIIDigit || "+-−.,".contains(self) }
}
