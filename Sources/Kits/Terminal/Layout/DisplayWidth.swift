/// How many columns of a terminal a text takes: none for a combining mark, two for an ideograph or
/// an emoji.
///
/// ```swift
/// displayWidth("Zoë")   // 3
/// displayWidth("東京")  // 4
/// ```
///
/// Source: Markus Kuhn, wcwidth.c; Unicode Standard Annex 11 (East Asian Wide and Fullwidth).
///
/// - Parameter text: a text without line breaks.
/// - Returns: the columns.
package func displayWidth(_ text: some StringProtocol) -> Int {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.utf8.count }
    return text.reduce(0) { $0 + displayWidth($1) }
}

/// How many columns a character takes.
func displayWidth(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    // Joined emoji, flags and what a variation selector turns into a picture are drawn as one.
    if scalars.contains(where: { $0.value == 0xFE0F || $0.properties.isEmojiPresentation }) {
        return 2
    }
    return scalars.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // Vowels and final consonants of Hangul are drawn into the syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return wideRanges.contains { $0.contains(scalar.value) } ? 2 : 1
}

private let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x20000...0x3FFFD,
]
