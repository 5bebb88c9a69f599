/// Cuts bytes that arrive in parts into lines. Each byte is searched once, however small the parts.
///
/// ```swift
/// var buffer = LineBuffer()
/// buffer.append(Array("a\nb".utf8))
/// buffer.next()  // "a"
/// buffer.next()  // nil; `rest` is "b"
/// ```
package struct LineBuffer: Sendable {
    private var bytes: [UInt8] = []
    /// Index of the first byte of the next line.
    private var start = 0
    /// Index of the first byte that was not searched yet.
    private var searched = 0
    /// The count of bytes searched so far, for tests.
    package private(set) var examined = 0

    /// An empty buffer.
    package init() {}

    /// Adds a part.
    ///
    /// - Complexity: O(count of the part), amortised.
    package mutating func append(_ part: [UInt8]) {
        // Lines that were taken out go only when they fill half of the buffer, so that small parts
        // do not move the rest every time.
        if start > bytes.count / 2 {
            bytes.removeFirst(start)
            searched -= start
            start = 0
        }
        bytes += part
    }

    /// The next whole line, without its line ending; nil if it has not arrived.
    package mutating func next() -> ArraySlice<UInt8>? {
        let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n"))
        let next = end.map { $0 + 1 } ?? bytes.count
        examined += next - searched
        searched = next
        guard let end else { return nil }
        defer { start = next }
        return bytes[start..<end]
    }

    /// The bytes after the last line ending.
    package var rest: ArraySlice<UInt8> { bytes[start...] }
}
