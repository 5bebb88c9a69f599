import Glibc

/// A number for JSON and CSV: the shortest decimal that reads back as the same double, and whole
/// numbers below 2^53 without a point. `12`, `0.5`, `1e-07`.
///
/// - Parameter value: finite. Minus zero is written as `0`.
/// - Returns: a JSON number.
package func decimalText(_ value: Double) -> String {
    precondition(value.isFinite, "an undefined number is null beside a reason")
    return value == value.rounded(.towardZero) && abs(value) < 0x1p53
        ? String(Int(value)) : value.description
}

/// A number with a fixed count of decimals and without separators, rounded half away from zero:
/// `0.90`.
///
/// - Parameters:
///   - value: 0 or more, and small enough that `value × 10^places` fits an `Int`.
///   - places: how many decimals, 1 or more.
/// - Returns: the number.
package func decimalText(_ value: Double, places: Int) -> String {
    let unit = (0..<places).reduce(1) { unit, _ in unit * 10 }
    let scaled = Int((value * Double(unit)).rounded())
    let fraction = String(scaled % unit)
    let zeros = String(repeating: "0", count: max(0, places - fraction.count))
    return "\(scaled / unit).\(zeros)\(fraction)"
}

/// A number for people: a fixed count of decimals, commas between thousands and a real minus sign.
///
/// The exact value of the double is rounded, and a tie goes to the even digit, as `printf` does.
/// Magnitudes from 1e15 on are written as a power of ten.
package func decimalText(_ value: Double, decimals: Int, signed: Bool = false) -> String {
    guard value.isFinite else { return "–" }
    let magnitude = abs(value)
    guard magnitude < 1e15 else {
        return (value < 0 ? "\u{2212}" : signed ? "+" : "") + printed("%.1e", magnitude)
    }
    let places = min(max(decimals, 0), 6)
    let (whole, fraction) = rounded(magnitude, places)
    var text = whole == 0 && fraction == 0 ? "" : value < 0 ? "\u{2212}" : signed ? "+" : ""
    let digits = String(whole)
    for (index, digit) in digits.utf8.enumerated() {
        if index > 0, (digits.utf8.count - index).isMultiple(of: 3) { text += "," }
        text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    guard places > 0 else { return text }
    let decimals = String(fraction)
    text += "."
    text += String(repeating: "0", count: places - decimals.utf8.count)
    return text + decimals
}

/// A magnitude below 1e15, rounded to at most six decimals: what is before and after the point.
private func rounded(_ magnitude: Double, _ places: Int) -> (whole: Int, fraction: Int) {
    let unit = (0..<places).reduce(1) { unit, _ in unit * 10 }
    let scaled = magnitude * Double(unit)
    guard scaled < 0x1p52 else {
        let parts = printed("%.\(places)f", magnitude).split(separator: ".")
        return (Int(parts[0]) ?? 0, parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    }
    // The product is rounded itself. That matters only where it lies half-way between whole numbers:
    // its error, which is exact, then says on which side the true product is.
    let below = scaled.rounded(.down)
    let error = (-scaled).addingProduct(magnitude, Double(unit))
    let isNearHalf = scaled - below == 0.5 && error != 0
    let digits = Int(
        isNearHalf ? below + (error > 0 ? 1 : 0) : scaled.rounded(.toNearestOrEven))
    return (digits / unit, digits % unit)
}

/// The number as by ``decimalText(_:decimals:signed:)``, without trailing zeros.
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
