package import Formats
import Glibc

/// Reads CSV records (RFC 4180) from a range of a file, through a window of fixed size.
///
/// ```swift
/// let file = try FileDescriptor.reading("accounts.csv")
/// let size = try file.size()
/// let reader = RecordReader(file, range: 0..<size)
/// while let record = try reader.next() {
///     print(record.line, record.fault ?? "\(reader.fields.count) fields")
/// }
/// ```
///
/// The bytes of a record stay in place until the next record is read. A scanner that knows the
/// format of a record may read `window` directly and advance `position` (see `HealthScanner`).
package final class RecordReader {
    /// The maximum length of a record in bytes. A longer record is malformed, so that an unclosed
    /// quote cannot swallow a whole file.
    package static let longestRecord = 1 << 20
    /// Readable bytes after the window. A comparison with an identifier of maximum length may read
    /// into them.
    package static let padding = 256

    /// One record.
    package struct Record {
        /// The line on which it begins, from 1.
        package var line: Int
        /// Why it cannot be split into fields; nil when it can.
        package var fault: String?
    }

    package let window: UnsafeMutablePointer<UInt8>
    /// Index in the window of the next byte to read.
    package var position = 0
    /// Bytes in the window.
    package private(set) var count = 0
    /// Index after the last line end in the window.
    private var lastLineEnd = 0
    /// The line of the next byte, from 1. In a range that is not the first of a file, it is
    /// relative to the start of the range.
    package var line: Int
    /// The fields of the latest record, without their quotes.
    package private(set) var fields: [UnsafeRawBufferPointer] = []
    /// Whether all bytes read so far are UTF-8.
    package private(set) var utf8 = UTF8Check()

    private let countsRecords: Bool
    private var doubled: [Int] = []
    private let file: FileDescriptor
    private let end: Int
    private var windowOffset: Int
    private let windowLength: Int
    private let longestRecord: Int
    private var isAtEndOfFile = false

    /// Creates a reader for the records that begin in `range`. The first must begin at its start.
    ///
    /// The window is four times `longestRecord`.
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - range: where the records begin, as offsets in bytes.
    ///   - line: the line of the first record.
    ///   - countsRecords: whether a record counts as one line, whatever line breaks it holds.
    ///   - longestRecord: a longer record is malformed.
    package init(
        _ file: FileDescriptor, range: Range<Int>, line: Int = 1, countsRecords: Bool = false,
        longestRecord: Int = RecordReader.longestRecord
    ) {
        self.file = file
        self.countsRecords = countsRecords
        self.line = line
        self.longestRecord = longestRecord
        windowLength = 4 * longestRecord
        windowOffset = range.lowerBound
        end = range.upperBound
        // Of a small file, most of it is never touched, and then takes neither memory nor time.
        guard let zeros = calloc(windowLength + Self.padding, 1) else {
            preconditionFailure("no memory for reading a file")
        }
        window = zeros.bindMemory(to: UInt8.self, capacity: windowLength + Self.padding)
    }

    deinit { free(window) }

    /// Offset of the next byte in the file.
    package var offset: Int { windowOffset + position }

    /// A record of one line that begins before this index of the window also ends in the window.
    package var wholeLinesEnd: Int { min(lastLineEnd, end - windowOffset) }

    /// Whether more records begin in the range. Refills the window when it is used up.
    package func hasMore() throws(FileError) -> Bool {
        if position >= lastLineEnd { try refill() }
        return position < count && offset < end
    }

    /// Reads the next record and puts its fields into `fields`. Nil at the end of the range.
    package func next() throws(FileError) -> Record? {
        while try hasMore() {
            let record = Record(line: line, fault: nil)
            switch split() {
            case .whole(let next, let lines):
                undoubleQuotes()
                position = next
                line += lines
                if fields.count == 1, fields[0].isEmpty { continue }
                return record
            case .cut:
                // The window is refilled at its last line end. A cut record therefore has a line
                // break inside quotes or is too long. At the start of a full window it cannot be
                // completed.
                guard position > 0, !isAtEndOfFile else {
                    return try malformed(
                        record, from: position, "a quote is never closed, or the row is over 1 MiB")
                }
                try refill()
            case .malformed(let reason):
                // The quote at fault may have opened by mistake lines before: only the first line
                // is given up, and the next one is read anew.
                return try malformed(record, from: position, reason)
            }
        }
        return nil
    }

    private enum Splitting {
        case whole(next: Int, lines: Int)
        case cut
        case malformed(reason: String)
    }

    /// Splits the record at `position` into `fields`.
    private func split() -> Splitting {
        fields.removeAll(keepingCapacity: true)
        doubled.removeAll(keepingCapacity: true)
        let limit = min(count, position + longestRecord)
        var at = position
        var lines = 1
        while true {
            var start = at
            let stop: Int
            if at < limit, window[at] == quote {
                start = at + 1
                at = start
                var hasDoubledQuotes = false
                while true {
                    guard at < limit else { return .cut }
                    let byte = window[at]
                    if byte == quote {
                        guard at + 1 < limit || isAtEndOfFile else { return .cut }
                        guard at + 1 < count, window[at + 1] == quote else { break }
                        hasDoubledQuotes = true
                        at += 1
                    } else if byte == newline, !countsRecords {
                        lines += 1
                    }
                    at += 1
                }
                stop = at
                at += 1
                if hasDoubledQuotes { doubled.append(fields.count) }
                if at < count, window[at] == carriageReturn { at += 1 }
                guard at < count || isAtEndOfFile else { return .cut }
                guard at >= count || window[at] == comma || window[at] == newline else {
                    return .malformed(reason: "text after a closing quote")
                }
            } else {
                while at < limit, window[at] != comma, window[at] != newline { at += 1 }
                guard at < limit || isAtEndOfFile && limit == count else { return .cut }
                let endsLine = at == count || window[at] == newline
                stop = at > start && endsLine && window[at - 1] == carriageReturn ? at - 1 : at
            }
            fields.append(UnsafeRawBufferPointer(start: window + start, count: stop - start))
            if at < count, window[at] == comma {
                at += 1
                if at == count, isAtEndOfFile {
                    fields.append(UnsafeRawBufferPointer(start: window + at, count: 0))
                    return .whole(next: at, lines: lines)
                }
                continue
            }
            return .whole(next: min(at + 1, count), lines: lines)
        }
    }

    /// Replaces doubled quotes in place, once the record is known to be complete.
    private func undoubleQuotes() {
        for index in doubled {
            guard let start = fields[index].baseAddress else { continue }
            let from = start - UnsafeRawPointer(window)
            var kept = from
            var at = from
            while at < from + fields[index].count {
                window[kept] = window[at]
                kept += 1
                at += window[at] == quote ? 2 : 1
            }
            fields[index] = UnsafeRawBufferPointer(start: start, count: kept - from)
        }
    }

    /// Skips the rest of the line at `at`, however long it is, and returns the record with its
    /// fault.
    private func malformed(
        _ record: Record, from at: Int, _ reason: String
    ) throws(FileError) -> Record {
        var record = record
        record.fault = reason
        fields.removeAll()
        for byte in UnsafeBufferPointer(start: window + position, count: at - position)
        where byte == newline {
            line += 1
        }
        position = at
        while true {
            while position < count, window[position] != newline { position += 1 }
            if position < count { break }
            if isAtEndOfFile { return record }
            try refill()
        }
        position += 1
        line += 1
        return record
    }

    /// Moves the unread bytes to the front of the window and fills the rest from the file.
    private func refill() throws(FileError) {
        guard !isAtEndOfFile else { return }
        let rest = count - position
        memmove(window, window + position, rest)
        windowOffset += position
        position = 0
        let wanted = windowLength - rest
        let read = try file.read(
            into: UnsafeMutableRawBufferPointer(start: window + rest, count: wanted),
            at: windowOffset + rest)
        utf8.update(UnsafeRawBufferPointer(start: window + rest, count: read))
        count = rest + read
        isAtEndOfFile = read < wanted
        if isAtEndOfFile { utf8.end() }
        memset(window + count, 0, Self.padding)
        lastLineEnd = count
        while lastLineEnd > 0, window[lastLineEnd - 1] != newline { lastLineEnd -= 1 }
    }
}

// Inlinable properties, not constants: reading a constant of another module costs a call per byte.

@inlinable package var quote: UInt8 { UInt8(ascii: "\"") }
@inlinable package var comma: UInt8 { UInt8(ascii: ",") }
@inlinable package var newline: UInt8 { UInt8(ascii: "\n") }
@inlinable package var carriageReturn: UInt8 { UInt8(ascii: "\r") }
