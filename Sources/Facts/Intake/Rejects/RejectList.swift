import Calendar
import Domain
import Formats
import Tables

/// The rejected rows of one part of a file. Many rows overflow into a scratch file.
final class RejectList {
    private(set) var count = 0
    /// How many rows break which rule: the column, then the rule.
    private(set) var reasons: [RejectReason: Int] = [:]
    private let feed: Feed
    private let scratch: FileDescriptor
    private var pending: [UInt8] = []
    private var written = 0

    init(feed: Feed, scratch: FileDescriptor) {
        self.feed = feed
        self.scratch = scratch
    }

    /// Adds a row.
    ///
    /// - Parameters:
    ///   - line: the line on which it begins.
    ///   - fault: the rule that it breaks.
    ///   - key: its key; nil where it cannot be read.
    ///   - isSettled: whether the file has brought the key in another row, so that the row need not
    ///     be remembered.
    ///   - others: values of a waiting row beside those of the feed's columns, by column.
    /// - Throws: `FileError` if the scratch file cannot be written.
    func add(
        line: Int, _ fault: Fault, key: [FeedValue]?, isSettled: Bool = false,
        others: [String: String] = [:]
    ) throws {
        count += 1
        reasons[RejectReason(column: fault.column, reason: fault.reason), default: 0] += 1
        var waiting: [String: String]?
        if let checked = fault.waiting {
            var values = others
            for (column, value) in zip(feed.columns, checked.row.values) where value != .none {
                values[column.name] = value.written
                if column.isKey, value.day != nil, let millisecond = checked.millisecond {
                    values[column.name] = value.written + Self.time(millisecond)
                }
            }
            waiting = values
        }
        append(
            RejectedRow(
                line: line, key: key.map(feed.text(ofKey:)), column: fault.column,
                value: fault.value, reason: fault.text, waiting: waiting), isSettled: isSettled)
        if pending.count >= 1 << 16 { try flush() }
    }

    /// A time of day as it stands behind a date: `T09:26:53.120`.
    private static func time(_ millisecond: Int) -> String {
        let parts = [millisecond / 3_600_000, millisecond / 60_000 % 60, millisecond / 1000 % 60]
        return "T" + parts.map { zeroPadded($0, to: 2) }.joined(separator: ":") + "."
            + zeroPadded(millisecond % 1000, to: 3)
    }

    private func flush() throws {
        try scratch.write(pending, at: written)
        written += pending.count
        pending.removeAll(keepingCapacity: true)
    }

    /// Calls `body` with every row, in order.
    ///
    /// - Parameters:
    ///   - onlyUnsettled: whether to leave out the rows whose key the file has brought.
    ///   - body: takes a row.
    /// - Throws: what `body` throws, or `FileError`.
    func forEach(
        onlyUnsettled: Bool = false, _ body: (RejectedRow) throws -> Void
    ) throws {
        if written > 0 { try flush() }
        var reader = RejectedRowReader(scratch, size: written, inMemory: pending)
        while let (row, isSettled) = try reader.next() {
            if !onlyUnsettled || !isSettled { try body(row) }
        }
    }

    // MARK: Rows as bytes: a number of texts, each with its length before it

    private func append(_ row: RejectedRow, isSettled: Bool) {
        let waiting = (row.waiting ?? [:]).sorted { $0.key < $1.key }
        let texts =
            [String(row.line), row.key ?? "", row.column, row.value, row.reason]
            + waiting.flatMap { [$0.key, $0.value] }
        append(
            UInt32(texts.count) << 3 | (row.key == nil ? 0 : 1) | (row.waiting == nil ? 0 : 2)
                | (isSettled ? 4 : 0))
        for text in texts {
            append(UInt32(text.utf8.count))
            pending.append(contentsOf: text.utf8)
        }
    }

    private func append(_ number: UInt32) {
        withUnsafeBytes(of: number) { pending.append(contentsOf: $0) }
    }
}

/// A rule that rows of a file break.
struct RejectReason: Hashable {
    /// The column; empty if the rule concerns whole rows.
    var column: String
    /// The rule in plain words.
    var reason: String
}

/// Reads the rows that a `RejectList` keeps.
private struct RejectedRowReader {
    private let scratch: FileDescriptor
    private let size: Int
    private var piece: [UInt8]
    private var at = 0
    private var offset = 0

    init(_ scratch: FileDescriptor, size: Int, inMemory pending: [UInt8]) {
        self.scratch = scratch
        self.size = size
        piece = size == 0 ? pending : []
    }

    mutating func next() throws -> (row: RejectedRow, isSettled: Bool)? {
        guard try has(4) else { return nil }
        let head = number()
        var texts: [String] = []
        for _ in 0..<(head >> 3) {
            guard try has(4) else { return nil }
            let length = Int(number())
            guard try has(length) else { return nil }
            texts.append(String(decoding: piece[at..<(at + length)], as: UTF8.self))
            at += length
        }
        guard texts.count >= 5, let line = Int(texts[0]) else { return nil }
        var waiting: [String: String]?
        if head & 2 != 0 {
            var values: [String: String] = [:]
            for index in stride(from: 5, to: texts.count - 1, by: 2) {
                values[texts[index]] = texts[index + 1]
            }
            waiting = values
        }
        let row = RejectedRow(
            line: line, key: head & 1 == 0 ? nil : texts[1], column: texts[2], value: texts[3],
            reason: texts[4], waiting: waiting)
        return (row, head & 4 != 0)
    }

    private mutating func number() -> UInt32 {
        defer { at += 4 }
        return piece.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: UInt32.self) }
    }

    /// Whether so many bytes follow. Reads on where the piece in memory ends.
    private mutating func has(_ count: Int) throws -> Bool {
        if at + count <= piece.count { return true }
        piece.removeFirst(at)
        at = 0
        while piece.count < count, offset < size {
            var more = [UInt8](repeating: 0, count: min(1 << 16, size - offset))
            let read = try scratch.read(into: &more, at: offset)
            guard read > 0 else { break }
            offset += read
            piece += more[..<read]
        }
        return piece.count >= count
    }
}
