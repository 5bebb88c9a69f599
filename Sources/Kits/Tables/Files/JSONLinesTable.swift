import Formats
import Foundation

/// Turns a file of JSON objects, one a line, into plain CSV. The columns are the names of all
/// objects, in the order in which they first occur.
struct JSONLinesTable {
    let file: FileDescriptor
    let start: Int
    let scratchFolder: String

    /// The longest line that is read, in bytes.
    private static let longestLine = 1 << 20
    /// The most columns. Salesforce, with the widest exports, has at most 800 custom fields.
    private static let mostColumns = 2000

    func plain() throws -> PlainTable {
        var names: [String] = []
        var known: Set<String> = []
        try forEachObject { object, line in
            for name in object.keys.sorted() where known.insert(name).inserted {
                names.append(name)
                guard names.count <= Self.mostColumns else {
                    throw TableError.json(
                        line: line,
                        "makes over \(Self.mostColumns) columns; leave out what the feed does not "
                            + "need")
                }
            }
        }
        guard !names.isEmpty else { throw TableError.empty }
        let copy = try FileDescriptor.scratch(in: scratchFolder)
        var output = Array((names.map(csvField).joined(separator: ",") + "\n").utf8)
        var written = 0
        try forEachObject { object, line in
            for (place, name) in names.enumerated() {
                if place > 0 { output.append(comma) }
                appendCSVField(try Self.text(object[name], line), to: &output)
            }
            output.append(newline)
            guard output.count >= 1 << 18 else { return }
            try copy.write(output, at: written)
            written += output.count
            output.removeAll(keepingCapacity: true)
        } onBlankLine: {
            output.append(newline)
        }
        try copy.write(output, at: written)
        var table = try PlainTable(copy)
        table.form = ["lines of JSON"]
        // The header is made up: the first object is line 1.
        table.firstLine = 0
        table.countsRecords = true
        table.isTyped = true
        table.hasBreaksInFields = true
        return table
    }

    private func forEachObject(
        _ body: ([String: Any], Int) throws -> Void, onBlankLine: () -> Void = {}
    ) throws {
        var line = 0
        func parse(_ bytes: ArraySlice<UInt8>) throws {
            line += 1
            guard bytes.count <= Self.longestLine else {
                throw TableError.json(line: line, "is longer than \(Self.longestLine) bytes")
            }
            guard bytes.contains(where: { $0 > 0x20 }) else { return onBlankLine() }
            let value: Any
            do {
                value = try JSONSerialization.jsonObject(with: Data(bytes))
            } catch {
                throw TableError.json(line: line, "is not a JSON object on one line")
            }
            guard let object = value as? [String: Any] else {
                throw TableError.json(line: line, "is not a JSON object on one line")
            }
            try body(object, line)
        }
        var rest: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var offset = start
        while true {
            let count = try file.read(into: &piece, at: offset)
            guard count > 0 else { break }
            offset += count
            var from = 0
            while let end = piece[from..<count].firstIndex(of: newline) {
                if rest.isEmpty {
                    try parse(piece[from..<end])
                } else {
                    rest += piece[from..<end]
                    try parse(rest[...])
                    rest.removeAll(keepingCapacity: true)
                }
                from = end + 1
            }
            rest += piece[from..<count]
            guard rest.count <= Self.longestLine else {
                throw TableError.json(
                    line: line + 1, "is longer than \(Self.longestLine) bytes")
            }
        }
        if !rest.isEmpty { try parse(rest[...]) }
    }

    private static func text(_ value: Any?, _ line: Int) throws(TableError) -> String {
        switch value {
        case nil, is NSNull: return ""
        case let text as String: return text
        case let number as NSNumber: return numberText(number.doubleValue, "\(number)")
        default: throw .json(line: line, "has a list or an object where a value belongs")
        }
    }

    /// A number so that no reader takes its point for a mark between thousands.
    private static func numberText(_ value: Double, _ written: String) -> String {
        guard written != "true", written != "false", written.contains("."),
            !written.contains("e")
        else { return written }
        return written + "e0"
    }
}
