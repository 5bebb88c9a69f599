package import Calendar

/// The bytes of one field of a record, with a parser for each type of column.
///
/// Parsing is strict: a value is nil unless the bytes match its format exactly.
package struct FieldBytes {
    package let bytes: UnsafeRawBufferPointer

    /// Creates a field from bytes, which must stay valid while it is used.
    package init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// The text, or nil when the bytes are not valid UTF-8 or contain NUL.
    package var text: String? {
        var bits: UInt8 = 0
        var hasNUL = false
        for byte in bytes {
            bits |= byte
            if byte == 0 { hasNUL = true }
        }
        if hasNUL { return nil }
        if bits < 0x80 { return String(decoding: bytes, as: UTF8.self) }
        return String(validating: bytes, as: UTF8.self)
    }

    /// A date, or the UTC date of an RFC 3339 timestamp. Nil when a timestamp's year is outside 0
    /// to 9999.
    package var day: Day? {
        if bytes.count == 10 { return Day(bytes) }
        guard let day = Instant(bytes)?.day, (0...9999).contains(day.civil.year) else {
            return nil
        }
        return day
    }

    /// A finite decimal number. Sign, fraction and exponent are optional.
    package var number: Double? {
        guard let parts = decimalParts(), let text,
            let value = Double(text), value.isFinite, parts.hasDigits
        else { return nil }
        return value + 0  // no negative zero
    }

    /// A number from 0 to 100, in tenths. Nil outside that range.
    ///
    /// Halves are rounded away from zero. Rounding uses the decimal digits, or the `Double` value
    /// when there is an exponent or a minus sign.
    package var tenths: Int16? {
        guard let parts = decimalParts(), parts.hasDigits else { return nil }
        guard !parts.hasExponent, !parts.isNegative else {
            guard let value = number, value >= 0, value <= 100 else { return nil }
            return Int16((value * 10).rounded(.toNearestOrAwayFromZero))
        }
        var whole = 0
        for byte in bytes[parts.whole] {
            whole = whole * 10 + Int(byte - zero)
            guard whole <= 100 else { return nil }
        }
        let fraction = bytes[parts.fraction]
        guard whole < 100 || fraction.allSatisfy({ $0 == zero }) else { return nil }
        let first = fraction.first.map { Int($0 - zero) } ?? 0
        let roundsUp = fraction.dropFirst().first.map { $0 >= zero + 5 } ?? false
        return Int16(whole * 10 + first + (roundsUp ? 1 : 0))
    }

    private struct DecimalParts {
        var isNegative = false
        var whole = 0..<0
        var fraction = 0..<0
        /// Whether an exponent other than 0 follows.
        var hasExponent = false
        var hasDigits: Bool { !whole.isEmpty || !fraction.isEmpty }
    }

    /// The parts of `[+-]digits[.digits][e[+-]digits]`, or nil when the bytes do not match.
    private func decimalParts() -> DecimalParts? {
        var parts = DecimalParts()
        var at = 0
        func run() -> Range<Int> {
            let start = at
            while at < bytes.count, isDigit(bytes[at]) { at += 1 }
            return start..<at
        }
        if at < bytes.count, bytes[at] == plus || bytes[at] == dash {
            parts.isNegative = bytes[at] == dash
            at += 1
        }
        parts.whole = run()
        if at < bytes.count, bytes[at] == point {
            at += 1
            parts.fraction = run()
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < bytes.count, bytes[at] == plus || bytes[at] == dash { at += 1 }
            let digits = run()
            guard !digits.isEmpty else { return nil }
            parts.hasExponent = bytes[digits].contains { $0 != zero }
        }
        return at == bytes.count ? parts : nil
    }
}

private let zero = UInt8(ascii: "0")
private let plus = UInt8(ascii: "+")
private let dash = UInt8(ascii: "-")
private let point = UInt8(ascii: ".")
