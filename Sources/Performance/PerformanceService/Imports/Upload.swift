import Formats
package import Domain
import Foundation
import Hummingbird

/// A body on its way into a file, never held in memory as a whole.
struct Upload {
    /// What the bytes are.
    enum Form: String {
        case csv = "text/csv"
        case gzip = "application/gzip"
        case lines = "application/x-ndjson"

        /// The name of the file, which tells the reader its feed and form.
        func fileName(_ feed: Feed) -> String {
            feed.rawValue + (self == .gzip ? ".csv.gz" : ".csv")
        }
    }

    /// A body must come at this many bytes a second at least, after the first half minute.
    private static let slowest = 1000.0

    /// Writes a body to a file that does not exist, down to the disk.
    ///
    /// - Returns: the bytes received.
    /// - Throws: `Problem` where the body is too large, too slow or cannot be kept.
    static func receive(
        _ body: RequestBody, _ form: Form, feed: Feed, to path: String, most: Int
    ) async throws -> Int {
        let file = try keeping {
            try FileDescriptor.creating(path, permissions: 0o600, exclusively: true)
        }
        var lines = form == .lines ? JSONLines(feed: feed) : nil
        var received = 0
        let start = uptime()
        do {
            for try await part in body {
                received += part.readableBytes
                guard received <= most else {
                    throw Problem(
                        .contentTooLarge,
                        "A file may have \(most) bytes: send it in parts, or packed.")
                }
                guard uptime() - start < 30 + Double(received) / slowest else {
                    throw Problem(.requestTimeout, "The body came too slowly: send it again.")
                }
                var bytes = Array(part.readableBytesView)
                if lines != nil { bytes = try lines?.rows(bytes) ?? [] }
                try keeping { [bytes] in try file.append(bytes) }
            }
        } catch {
            throw error as? Problem ?? .brokenBody
        }
        if let last = try lines?.end() { try keeping { try file.append(last) } }
        try await Work.run { try keeping { try file.sync() } }
        return received
    }

    /// Does what needs room on the disk.
    private static func keeping<Value>(_ body: () throws -> Value) throws(Problem) -> Value {
        do { return try body() } catch { throw .noRoom }
    }
}

/// Turns lines of JSON objects into the rows of a CSV file: the columns of the feed, and those that
/// the first line has besides.
package struct JSONLines {
    private let feed: Feed
    private var columns: [String] = []
    private var rest: [UInt8] = []
    private var line = 0
    /// The longest line taken.
    private static let longest = 1 << 20

    /// No lines yet.
    package init(feed: Feed) { self.feed = feed }

    /// The rows of the lines that end in the bytes at hand.
    package mutating func rows(_ bytes: [UInt8]) throws -> [UInt8] {
        rest += bytes
        var output: [UInt8] = []
        var start = 0
        while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
            output += try row(rest[start..<end])
            start = end + 1
        }
        rest.removeFirst(start)
        guard rest.count <= Self.longest else {
            throw Problem.badRequest("Line \(line + 1) is longer than \(Self.longest) bytes.")
        }
        return output
    }

    /// The row of a last line without an end.
    package mutating func end() throws -> [UInt8] { try row(rest[...]) }

    private mutating func row(_ bytes: ArraySlice<UInt8>) throws -> [UInt8] {
        line += 1
        guard bytes.contains(where: { $0 > 32 }) else { return [] }
        guard
            let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        else { throw Problem.badRequest("Line \(line) is no JSON object.") }
        var output: [UInt8] = []
        if columns.isEmpty {
            let known = feed.columns.map(\.name)
            columns = known + object.keys.filter { !known.contains($0) }.sorted()
            output += Self.record(columns)
        }
        if let stranger = object.keys.sorted().first(where: { !columns.contains($0) }) {
            throw Problem.badRequest(
                "Line \(line) has \(stranger), which the first line does not have: give it there.")
        }
        return output + Self.record(try columns.map { try Self.text(object[$0], line) })
    }

    private static func text(_ value: Any?, _ line: Int) throws -> String {
        switch value {
        case nil, is NSNull: return ""
        case let text as String: return text
        case let number as NSNumber: return "\(number)"
        default:
            throw Problem.badRequest("Line \(line) has a list or an object where a value belongs.")
        }
    }

    private static func record(_ cells: [String]) -> [UInt8] {
        let quoted = cells.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }
        return Array((quoted.joined(separator: ",") + "\n").utf8)
    }
}
