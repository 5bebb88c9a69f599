extension FieldBytes {
    /// The bytes without blanks around them: ASCII blanks, no-break and zero-width spaces.
    ///
    /// Source: Unicode, White_Space; and U+200B to U+200D, U+2060, U+FEFF.
    package var trimmed: UnsafeRawBufferPointer {
        var low = 0
        var high = bytes.count
        while low < high {
            let width = blank(at: low, upTo: high)
            guard width > 0 else { break }
            low += width
        }
        while low < high {
            let width = (1...3).first { width in
                high - width >= low && blank(at: high - width, upTo: high) == width
            }
            guard let width else { break }
            high -= width
        }
        return low == 0 && high == bytes.count
            ? bytes : UnsafeRawBufferPointer(rebasing: bytes[low..<high])
    }

    /// The length of the blank that starts at a position; 0 where none does.
    private func blank(at position: Int, upTo end: Int) -> Int {
        let byte = bytes[position]
        if byte == 0x20 || (9...13).contains(byte) { return 1 }
        guard byte >= 0xC2 else { return 0 }
        let second = position + 1 < end ? bytes[position + 1] : 0
        if byte == 0xC2 { return second == 0xA0 ? 2 : 0 }
        let third = position + 2 < end ? bytes[position + 2] : 0
        switch (byte, second, third) {
        case (0xE2, 0x80, 0x80...0x8D), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F),
            (0xE2, 0x81, 0xA0), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
            return 3
        default: return 0
        }
    }
}
