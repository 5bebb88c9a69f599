import Glibc

/// A number with a fixed count of decimals, thousands set apart by commas and a true minus sign.
///
/// Magnitudes from 1e15 on, which are no sensible label, are written as a power of ten.
package func decimalText(_ value: Double, decimals: Int, signed: Bool = false) -> String {
    guard value.isFinite else { return "–" }
    guard abs(value) < 1e15 else {
        return (value < 0 ? "\u{2212}" : signed ? "+" : "") + printed("%.1e", abs(value))
    }
    let digits = printed("%.\(min(max(decimals, 0), 6))f", abs(value))
    let isZero = !digits.contains { ("1"..."9").contains($0) }
    let parts = digits.split(separator: ".")
    var whole = ""
    for (index, digit) in parts[0].enumerated() {
        if index > 0, (parts[0].count - index).isMultiple(of: 3) { whole.append(",") }
        whole.append(digit)
    }
    let sign = isZero ? "" : value < 0 ? "\u{2212}" : signed ? "+" : ""
    return sign + whole + (parts.count > 1 ? "." + parts[1] : "")
}

/// The number as ``decimalText(_:decimals:signed:)`` gives it, without zeros that say nothing.
package func shortDecimalText(_ value: Double, decimals: Int, signed: Bool = false) -> String {
    var text = decimalText(value, decimals: decimals, signed: signed)
    guard decimals > 0, text.contains("."), !text.contains("e") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
}

private func printed(_ format: String, _ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
        guard let start = buffer.baseAddress else { return "" }
        _ = withVaList([value]) { vsnprintf(start, buffer.count, format, $0) }
        return String(cString: start)
    }
}
