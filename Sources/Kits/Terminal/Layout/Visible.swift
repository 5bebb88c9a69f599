import Formats

/// A text without characters that control a terminal: C0 and C1 controls, DEL, and those that turn
/// the direction of writing or break lines. Each is shown by its number: `\u001B`.
///
/// ```swift
/// visible("Ana\u{1B}[2J")  // "Ana\\u001B[2J"
/// ```
///
/// - Parameters:
///   - text: any text.
///   - keepsLines: whether line feeds stay as they are.
/// - Returns: the text as it may be shown.
package func visible(_ text: String, keepsLines: Bool = false) -> String {
    func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A: !keepsLines
        case 0...0x1F, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
    guard text.unicodeScalars.contains(where: isHidden) else { return text }
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        if isHidden(scalar) {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            let escape = "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            shown.append(contentsOf: escape.unicodeScalars)
        } else {
            shown.append(scalar)
        }
    }
    return String(shown)
}
