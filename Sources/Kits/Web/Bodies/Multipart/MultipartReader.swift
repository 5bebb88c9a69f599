import HTTPTypes

/// Cuts the body of a form with files into its parts as it arrives. It holds at most one part's head
/// and the bytes of one delimiter.
///
/// ```swift
/// var reader = MultipartReader(boundary: "xyz")
/// try reader.parse(bytes) { piece in print(piece) }
/// try reader.end()
/// ```
///
/// Source: RFC 2046, 5.1; RFC 7578.
package struct MultipartReader: Sendable {
    /// What comes next in the body.
    package enum Piece: Sendable, Equatable {
        /// A part begins.
        case head(PartHead)
        /// Bytes of the part.
        case content([UInt8])
        /// The part has ended.
        case end
    }

    private enum Place { case preamble, delimiter, head, content, epilogue }

    /// The most parts of a form.
    private static let mostParts = 100
    /// The most bytes of a part's head.
    private static let longestHead = 8 << 10

    private let delimiter: [UInt8]
    private var place = Place.preamble
    // The first delimiter may stand at the very start, as if a line had ended before it.
    private var buffer: [UInt8] = Array("\r\n".utf8)
    private var parts = 0

    /// A reader for a body whose parts stand between this boundary.
    package init(boundary: String) { delimiter = Array("\r\n--\(boundary)".utf8) }

    /// Reads what follows of the body.
    ///
    /// - Parameters:
    ///   - bytes: the next bytes.
    ///   - use: called with each piece, in order.
    /// - Throws: `Problem` if the body is no such form, and what `use` throws.
    /// - Complexity: O(count of the bytes), amortised.
    package mutating func parse(_ bytes: [UInt8], _ use: (Piece) throws -> Void) throws {
        buffer += bytes
        var start = 0
        defer { buffer.removeFirst(start) }
        while try step(&start, use) {}
    }

    /// Checks that the body is complete.
    ///
    /// - Throws: `Problem` if it ends before its last delimiter.
    package func end() throws(Problem) {
        guard place == .epilogue else { throw .brokenBody }
    }

    /// Reads one piece from `start` on. False if more bytes are needed.
    private mutating func step(_ start: inout Int, _ use: (Piece) throws -> Void) throws -> Bool {
        switch place {
        case .preamble, .content:
            let (end, isWhole) = nextDelimiter(from: start)
            if place == .content, end > start { try use(.content(Array(buffer[start..<end]))) }
            start = end
            guard isWhole else { return false }
            start += delimiter.count
            if place == .content { try use(.end) }
            place = .delimiter
        case .delimiter:
            guard buffer.count >= start + 2 else { return false }
            let next = buffer[start..<(start + 2)]
            guard !next.elementsEqual("--".utf8) else {
                place = .epilogue
                return true
            }
            if next.first == 32 || next.first == 9 {
                start += 1
                return true
            }
            guard next.elementsEqual("\r\n".utf8) else { throw Problem.badForm }
            start += 2
            parts += 1
            guard parts <= Self.mostParts else {
                throw Problem(.contentTooLarge, "A form may have \(Self.mostParts) parts.")
            }
            place = .head
        case .head:
            let limit = min(buffer.count, start + Self.longestHead)
            guard let end = endOfHead(start..<limit) else {
                guard limit == buffer.count else { throw Problem.badForm }
                return false
            }
            guard let head = PartHead(buffer[start..<end]) else { throw Problem.badForm }
            start = end + 4
            place = .content
            try use(.head(head))
        case .epilogue:
            start = buffer.count
            return false
        }
        return true
    }

    /// Where the next delimiter begins, and whether all of it is there. Where none is, the end of
    /// the bytes that cannot belong to one.
    private func nextDelimiter(from start: Int) -> (end: Int, isWhole: Bool) {
        var at = start
        while let found = buffer[at...].firstIndex(of: 13) {
            let there = buffer[found...].prefix(delimiter.count)
            if delimiter.starts(with: there) { return (found, there.count == delimiter.count) }
            at = found + 1
        }
        return (buffer.count, false)
    }

    /// Where the blank line behind a head begins.
    private func endOfHead(_ range: Range<Int>) -> Int? {
        var at = range.lowerBound
        while let found = buffer[at..<range.upperBound].firstIndex(of: 13) {
            guard found + 4 <= range.upperBound else { return nil }
            if buffer[found..<(found + 4)].elementsEqual("\r\n\r\n".utf8) { return found }
            at = found + 1
        }
        return nil
    }
}
