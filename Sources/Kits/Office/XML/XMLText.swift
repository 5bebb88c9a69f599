/// The text without characters that XML 1.0 forbids: control characters, U+FFFE and U+FFFF.
///
/// Source: Extensible Markup Language 1.0, fifth edition, production 2.
func withoutForbiddenCharacters(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isForbidden) else { return text }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: text.unicodeScalars.lazy.filter { !isForbidden($0) })
    return String(kept)
}

private func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD: false
    case 0..<0x20, 0xFFFE, 0xFFFF: true
    default: false
    }
}
