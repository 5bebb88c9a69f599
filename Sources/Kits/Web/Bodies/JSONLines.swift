import Formats
import Foundation

/// Converts lines of JSON objects to the rows of a CSV file. The known columns come first. Any
/// other columns of the first line follow, sorted by name.
///
/// ```swift
/// var lines = JSONLines(columns: ["id", "name"], mostColumns: 100)
/// let rows = try lines.converted(bytes) + lines.end()
/// ```
package struct JSONLines: BodyConversion {
    private let known: [String]
    private let mostColumns: Int
    /// The columns of the file; nil until the first line has arrived.
    private var columns: ColumnOrder<String>?
    private var buffer = LineBuffer()
    private var line = 0
    /// The longest line accepted, in bytes.
    private static let longest = 1 << 20

    /// A converter with these columns first, whether or not the first line has them.
    ///
    /// - Parameters:
    ///   - columns: the known columns.
    ///   - mostColumns: the most columns that a file may have, the known ones included.
    package init(columns: [String], mostColumns: Int) {
        known = columns
        self.mostColumns = mostColumns
    }

    /// The rows of all lines that end within the part given. An unfinished line is kept for the
    /// next call.
    ///
    /// - Throws: `Problem` if a line is not an object of plain values, is too long, has too many
    ///   columns, or has a column that the first line does not have.
    /// - Complexity: O(count of the part), amortised, and O(columns) for each line.
    package mutating func converted(_ part: [UInt8]) throws -> [UInt8] {
        buffer.append(part)
        var output: [UInt8] = []
        while let line = buffer.next() { try append(line, to: &output) }
        guard buffer.rest.count <= Self.longest else { throw tooLong(line + 1) }
        return output
    }

    /// The row of a last line that has no line ending.
    ///
    /// - Throws: the same errors as `converted`.
    package mutating func end() throws -> [UInt8] {
        var output: [UInt8] = []
        try append(buffer.rest, to: &output)
        return output
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>, to output: inout [UInt8]) throws {
        line += 1
        guard bytes.count <= Self.longest else { throw tooLong(line) }
        guard bytes.contains(where: { $0 > 32 }) else { return }
        let object = try object(bytes)
        let columns = try columns ?? firstColumns(of: object)
        if self.columns == nil { Self.appendRecord(columns.names, to: &output) }
        self.columns = columns
        if let stranger = columns.stranger(among: object.keys) {
            throw Problem.badRequest(
                "Line \(line) has \(stranger.prefix(100)), which the first line does not have: "
                    + "give it there.")
        }
        Self.appendRecord(try columns.names.map { try Self.text(object[$0], line) }, to: &output)
    }

    private func firstColumns(of object: [String: Any]) throws -> ColumnOrder<String> {
        let columns = ColumnOrder(known: known, all: object.keys)
        guard columns.names.count <= mostColumns else {
            throw Problem.badRequest(
                "Line \(line) makes \(columns.names.count) columns; at most \(mostColumns) are "
                    + "taken: leave out what the feed does not need.")
        }
        return columns
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

    private func tooLong(_ line: Int) -> Problem {
        .badRequest("Line \(line) is longer than \(Self.longest) bytes.")
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

    private static func appendRecord(_ cells: [String], to output: inout [UInt8]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { output.append(UInt8(ascii: ",")) }
            appendCSVField(cell, to: &output)
        }
        output.append(UInt8(ascii: "\n"))
    }
}
