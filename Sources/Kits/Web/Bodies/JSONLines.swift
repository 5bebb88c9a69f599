import Formats
import Foundation

/// Converts lines of JSON objects to the rows of a CSV file. The known columns come first. Any
/// other columns of the first line follow, sorted by name.
///
/// ```swift
/// var lines = JSONLines(columns: ["id", "name"])
/// let rows = try lines.rows(bytes) + lines.end()
/// ```
package struct JSONLines: Sendable {
    private let known: [String]
    /// The columns of the file; empty until the first line has arrived.
    private var columns: [String] = []
    private var rest: [UInt8] = []
    private var line = 0
    /// The longest line accepted, in bytes.
    private static let longest = 1 << 20

    /// A converter with these columns first, whether or not the first line has them.
    package init(columns: [String]) { known = columns }

    /// The rows of all lines that end within the bytes given. An unfinished line is kept for the
    /// next call.
    ///
    /// - Throws: `Problem` if a line is not an object of plain values, is too long, or has a column
    ///   that the first line does not have.
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

    /// The row of a last line that has no line ending.
    ///
    /// - Throws: the same errors as `rows`.
    package mutating func end() throws -> [UInt8] { try row(rest[...]) }

    private mutating func row(_ bytes: ArraySlice<UInt8>) throws -> [UInt8] {
        line += 1
        guard bytes.contains(where: { $0 > 32 }) else { return [] }
        let object = try object(bytes)
        var output: [UInt8] = []
        if columns.isEmpty {
            columns = known + object.keys.filter { !known.contains($0) }.sorted()
            output += Self.record(columns)
        }
        if let stranger = object.keys.sorted().first(where: { !columns.contains($0) }) {
            throw Problem.badRequest(
                "Line \(line) has \(stranger), which the first line does not have: give it there.")
        }
        return output + Self.record(try columns.map { try Self.text(object[$0], line) })
    }

    private func object(_ bytes: ArraySlice<UInt8>) throws -> [String: Any] {
        let problem = Problem.badRequest("Line \(line) is no JSON object.")
        do {
            let value = try JSONSerialization.jsonObject(with: Data(bytes))
            guard let object = value as? [String: Any] else { throw problem }
            return object
        } catch {
            throw problem
        }
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
        Array((cells.map(csvField).joined(separator: ",") + "\n").utf8)
    }
}
