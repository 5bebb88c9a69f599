/// Decodes the escapes `_x000D_` that the format uses for characters XML cannot hold.
///
/// `_x005F_` is an underscore, so that `_x005F_x000D_` stands for the text `_x000D_`. Two escapes
/// that form a UTF-16 pair are one character. A lone half of a pair and NUL stay as they are.
///
/// Source: ECMA-376, part 1, 22.9.2.19.
func decodeEscapes(in text: inout [UInt8]) {
    guard let first = text.firstIndex(of: underscore), first + escapeLength <= text.count else {
        return
    }
    var kept = first
    var at = first
    while at < text.count {
        if let (scalar, length) = escape(in: text, at: at) {
            // A character takes fewer bytes than its escape.
            for byte in String(Character(scalar)).utf8 {
                text[kept] = byte
                kept += 1
            }
            at += length
        } else {
            text[kept] = text[at]
            kept += 1
            at += 1
        }
    }
    text.removeLast(text.count - kept)
}

private let underscore = UInt8(ascii: "_")
private let escapeLength = 7

private func escape(in text: [UInt8], at index: Int) -> (Unicode.Scalar, length: Int)? {
    guard let unit = codeUnit(in: text, at: index), unit != 0 else { return nil }
    if let scalar = Unicode.Scalar(unit) { return (scalar, escapeLength) }
    guard UTF16.isLeadSurrogate(unit),
        let second = codeUnit(in: text, at: index + escapeLength), UTF16.isTrailSurrogate(second)
    else { return nil }
    let value = 0x1_0000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
    return Unicode.Scalar(value).map { ($0, 2 * escapeLength) }
}

/// The UTF-16 code unit of the escape at an index; nil if there is none.
private func codeUnit(in text: [UInt8], at index: Int) -> UInt16? {
    guard index + escapeLength <= text.count, text[index] == underscore,
        text[index + 1] == UInt8(ascii: "x"), text[index + 6] == underscore
    else { return nil }
    var unit: UInt16 = 0
    for byte in text[index + 2..<index + 6] {
        guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
        unit = unit << 4 | UInt16(digit)
    }
    return unit
}
