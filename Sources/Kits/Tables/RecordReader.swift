package import Formats
import Glibc

/// Reads CSV records (RFC 4180) from a stretch of a file through a window of fixed size.
///
/// The bytes of a record stay in place until the next one is asked for. A scanner that knows a
/// record's shape may read `window` by itself and move `position` on (see `HealthScanner`).
package final class RecordReader {
    /// A longer record is malformed: an unclosed quote must not swallow a file.
    package static let longestRecord = 1 << 20
    /// Bytes behind the window that may be read: an identifier of the longest length is compared
    /// with what stands there.
    package static let padding = 256

    /// One record.
    package struct Record {
        /// The line it begins on, from 1.
        package var line: Int
        /// Why it cannot be split into fields, where it cannot.
        package var fault: String?
    }

    package let window: UnsafeMutablePointer<UInt8>
    /// Index in the window of the next byte to be read.
    package var position = 0
    /// Bytes in the window.
    package private(set) var count = 0
    /// Index behind the last line end in the window.
    private var lastLineEnd = 0
    /// The line of the next byte, from 1; behind the first stretch of a file relative to its start.
    package var line: Int
    /// The fields of the latest record: their bytes without quotes.
    package private(set) var fields: [UnsafeRawBufferPointer] = []

    private var doubled: [Int] = []
    private let file: FileDescriptor
    private let end: Int
    private var windowOffset: Int
    private let windowLength: Int
    private let longestRecord: Int
    private var isAtEndOfFile = false

    /// Reads the records that begin in `range`, the first at its start, through a window of four
    /// times the longest record.
    package init(
        _ file: FileDescriptor, range: Range<Int>, line: Int = 1,
        longestRecord: Int = RecordReader.longestRecord
    ) {
        self.file = file
        self.line = line
        self.longestRecord = longestRecord
        windowLength = 4 * longestRecord
        windowOffset = range.lowerBound
        end = range.upperBound
        window = .allocate(capacity: windowLength + Self.padding)
        window.initialize(repeating: 0, count: windowLength + Self.padding)
    }

    deinit { window.deallocate() }

    /// Offset in the file of the next byte.
    package var offset: Int { windowOffset + position }

    /// A record of one line that begins in the window before this index ends in the window.
    package var wholeLinesEnd: Int { min(lastLineEnd, end - windowOffset) }

    /// Whether records are left that begin in the range; reads on where the window is used up.
    package func hasMore() throws(FileError) -> Bool {
        if position >= lastLineEnd { try refill() }
        return position < count && offset < end
    }

    /// The next record, its fields in `fields`.
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
                // Only a quoted line break leads behind the last line end of a full window.
                guard position > 0, !isAtEndOfFile else {
                    return try malformed(
                        record, from: position, "a quote is never closed, or the row is over 1 MiB")
                }
                try refill()
            case .malformed(let at, let reason):
                return try malformed(record, from: at, reason)
            }
        }
        return nil
    }

    private enum Splitting {
        case whole(next: Int, lines: Int)
        case cut
        case malformed(at: Int, reason: String)
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
                    } else if byte == newline {
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
                    return .malformed(at: at, reason: "text after a closing quote")
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

    /// Undoes doubled quotes in place, once the record is known to be whole.
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

    /// Passes over the rest of the line at `at`, however long it is.
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

    /// Moves what is left of the window to its front and fills it up.
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
        count = rest + read
        isAtEndOfFile = read < wanted
        memset(window + count, 0, Self.padding)
        lastLineEnd = count
        while lastLineEnd > 0, window[lastLineEnd - 1] != newline { lastLineEnd -= 1 }
    }
}

// Functions rather than constants: a constant of another module is read through a call, once a byte.

@inlinable package var quote: UInt8 { UInt8(ascii: "\"") }
@inlinable package var comma: UInt8 { UInt8(ascii: ",") }
@inlinable package var newline: UInt8 { UInt8(ascii: "\n") }
@inlinable package var carriageReturn: UInt8 { UInt8(ascii: "\r") }
