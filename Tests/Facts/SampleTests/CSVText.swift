import Formats
import Foundation

/// A CSV file read by RFC 4180, plainly and slowly.
struct CSVText {
    struct Record {
        var line: Int
        /// nil where the bytes are no UTF-8 or a quote is never closed.
        var fields: [String]?
    }

    let header: [String]
    let records: [Record]

    init(_ url: URL) throws {
        var bytes = [UInt8](try Data(contentsOf: url))
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        var records: [Record] = []
        var fields: [[UInt8]] = [[]]
        var (line, start, isQuoted, index) = (1, 1, false, 0)
        func end() {
            if fields[fields.count - 1].last == 13 { fields[fields.count - 1].removeLast() }
            let texts = fields.map { String(validating: $0, as: UTF8.self) }
            records.append(
                Record(
                    line: start,
                    fields: texts.contains(nil) || isQuoted ? nil : texts.compactMap { $0 }))
            fields = [[]]
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 10 { line += 1 }
            if byte == 34, isQuoted, index + 1 < bytes.count, bytes[index + 1] == 34 {
                fields[fields.count - 1].append(34)
                index += 1
            } else if byte == 34 {
                isQuoted.toggle()
            } else if byte == 44, !isQuoted {
                fields.append([])
            } else if byte == 10, !isQuoted {
                end()
                start = line
            } else {
                fields[fields.count - 1].append(byte)
            }
            index += 1
        }
        if fields != [[]] { end() }
        header = (records.first?.fields ?? []).map { $0.lowercased() }
        self.records = Array(records.dropFirst())
    }

    /// Every whole record by the names of its columns.
    var rows: [[String: String]] {
        records.compactMap(\.fields).filter { $0.count == header.count }
            .map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    }
}
