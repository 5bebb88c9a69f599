/// The shortest decimal digits that read back as a number: `0.d₁d₂d₃… × 10^exponent`.
struct DecimalDigits {
    private let isNegative: Bool
    /// Without zeros at either end; empty for zero.
    private let digits: [UInt8]
    private let exponent: Int

    /// The digits of a finite number.
    init(_ value: Double) {
        var digits: [UInt8] = []
        var exponent = 0
        var point: Int?
        var written = 0
        var rest = Array(abs(value).description.utf8)[...]
        while let byte = rest.popFirst(), byte | 0x20 != UInt8(ascii: "e") {
            if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte) }
        }
        written = Int(String(decoding: rest, as: UTF8.self)) ?? 0
        exponent = (point ?? digits.count) + written
        let zeros = digits.prefix { $0 == zero }.count
        digits.removeFirst(zeros)
        exponent -= zeros
        while digits.last == zero { digits.removeLast() }
        isNegative = value < 0
        self.digits = digits
        self.exponent = digits.isEmpty ? 0 : exponent
    }

    /// The number for a CSV field. See ``Workbook/write(_:to:)``.
    var number: String {
        if digits.count <= exponent {
            return exponent <= 15 ? sign + decimal(digits, exponent) : scientific
        }
        // Below this, the zeros after the point would only get in the way.
        return exponent > -10 ? sign + decimal(digits, exponent) + "e0" : scientific
    }

    /// The number times 100 with a percent sign; nil if it is too large or too small for that.
    ///
    /// Three decimals become four, because the point of `12.345%` could be a thousands mark.
    var percentage: String? {
        guard (-10...15).contains(exponent) else { return nil }
        let shifted = digits.isEmpty ? 0 : exponent + 2
        let isWhole = digits.count <= shifted
        return sign + decimal(digits, shifted) + (isWhole ? "%" : "e0%")
    }

    private var sign: String { isNegative && !digits.isEmpty ? "-" : "" }

    /// `1.12233445566778E+17`.
    private var scientific: String {
        let power = exponent - 1
        let fraction = digits.dropFirst()
        return sign + text(digits.prefix(1)) + (fraction.isEmpty ? "" : "." + text(fraction))
            + (power < 0 ? "E-" : "E+") + String(abs(power))
    }
}

private let zero = UInt8(ascii: "0")

/// `0.d₁d₂d₃… × 10^exponent` without an exponent.
private func decimal(_ digits: [UInt8], _ exponent: Int) -> String {
    guard exponent > 0 else {
        let fraction = repeatElement(zero, count: -exponent) + digits
        return fraction.isEmpty ? "0" : "0." + text(fraction)
    }
    guard digits.count > exponent else {
        return text(digits + repeatElement(zero, count: exponent - digits.count))
    }
    return text(digits.prefix(exponent)) + "." + text(digits.dropFirst(exponent))
}

private func text(_ bytes: some Sequence<UInt8>) -> String {
    String(decoding: Array(bytes), as: UTF8.self)
}
