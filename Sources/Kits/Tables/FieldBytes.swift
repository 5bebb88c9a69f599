package import Calendar

/// The bytes of one field, read as what its column holds. Nothing is guessed: nil unless the bytes
/// are exactly of the form.
package struct FieldBytes {
    package let bytes: UnsafeRawBufferPointer

    /// The field of these bytes.
    package init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// UTF-8 without NUL.
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

    /// A date, or a timestamp (RFC 3339) whose date in UTC is meant.
    package var day: Day? {
        if bytes.count == 10 { return Day(bytes) }
        guard let day = Instant(bytes)?.day, (0...9999).contains(day.civil.year) else {
            return nil
        }
        return day
    }

    /// A finite decimal number, with or without sign, fraction and exponent.
    package var number: Double? {
        guard let parts = decimalParts(), let text,
            let value = Double(text), value.isFinite, parts.hasDigits
        else { return nil }
        return value + 0  // no negative zero
    }

    /// A number from 0 to 100 in tenths, rounded half away from zero by its decimal digits.
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
        var hasExponent = false
        var hasDigits: Bool { !whole.isEmpty || !fraction.isEmpty }
    }

    /// The parts of `[+-]digits[.digits][e[+-]digits]`, or nil where the bytes are not of that form.
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
            parts.hasExponent = true
            at += 1
            if at < bytes.count, bytes[at] == plus || bytes[at] == dash { at += 1 }
            guard !run().isEmpty else { return nil }
        }
        return at == bytes.count ? parts : nil
    }
}

private func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= zero + 9 }

private let zero = UInt8(ascii: "0")
private let plus = UInt8(ascii: "+")
private let dash = UInt8(ascii: "-")
private let point = UInt8(ascii: ".")
