/// Checks that bytes which come in pieces are UTF-8.
///
/// ```swift
/// var check = UTF8Check()
/// check.update(piece)
/// check.end()
/// print(check.isValid)
/// ```
package struct UTF8Check: Sendable {
    /// Whether all bytes so far can be part of UTF-8.
    package private(set) var isValid = true
    /// The offset of the first byte that cannot.
    package private(set) var faultOffset = 0
    /// Bytes that the current character still needs, and the range of the next one.
    private var missing = 0
    private var range: ClosedRange<UInt8> = 0x80...0xBF
    private var offset = 0

    /// No bytes yet.
    package init() {}

    /// Takes the next bytes.
    ///
    /// - Complexity: O(n); pieces of ASCII are read eight bytes at a time.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        defer { offset += bytes.count }
        guard isValid, missing > 0 || !Self.isASCII(bytes) else { return }
        for (index, byte) in bytes.enumerated() {
            if missing > 0 {
                guard range.contains(byte) else { return fail(index) }
                missing -= 1
                range = 0x80...0xBF
                continue
            }
            switch byte {
            case 0..<0x80: continue
            case 0xC2...0xDF: missing = 1
            case 0xE0: (missing, range) = (2, 0xA0...0xBF)
            case 0xED: (missing, range) = (2, 0x80...0x9F)
            case 0xE1...0xEF: missing = 2
            case 0xF0: (missing, range) = (3, 0x90...0xBF)
            case 0xF1...0xF3: missing = 3
            case 0xF4: (missing, range) = (3, 0x80...0x8F)
            default: return fail(index)
            }
        }
    }

    /// Ends the text: a character must not be cut off.
    package mutating func end() {
        if missing > 0 { fail(0) }
    }

    private mutating func fail(_ index: Int) {
        guard isValid else { return }
        isValid = false
        faultOffset = offset + index
    }

    /// Whether no byte has its high bit set.
    package static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var bits: UInt64 = 0
        let words = bytes.count / 8
        for word in 0..<words {
            bits |= bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
        }
        for byte in bytes[(words * 8)...] { bits |= UInt64(byte) }
        return bits & 0x8080_8080_8080_8080 == 0
    }
}
