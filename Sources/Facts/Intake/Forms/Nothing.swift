import Tables

/// Words that stand for an empty field.
enum Nothing {
    /// Whether a field, without blanks around it, is one of the words: `NULL`, `\N`, `#N/A`, `n/a`.
    static func isWord(_ bytes: UnsafeRawBufferPointer) -> Bool {
        switch bytes.count {
        case 2: bytes[0] == UInt8(ascii: "\\") && bytes[1] == UInt8(ascii: "N")
        case 3: spells("n/a", bytes)
        case 4: spells("null", bytes) || spells("#n/a", bytes)
        default: false
        }
    }

    private static func spells(_ word: StaticString, _ bytes: UnsafeRawBufferPointer) -> Bool {
        for index in 0..<bytes.count {
            let byte = bytes[index]
            let lower = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
            guard lower == word.utf8Start[index] else { return false }
        }
        return true
    }
}
