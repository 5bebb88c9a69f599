import Formats
import Tables

/// Some of the rows that break a rule, as the rejects report lists them.
package struct RejectExamples: Sendable, Codable, Equatable {
    /// A row that breaks the rule.
    package struct Row: Sendable, Codable, Equatable {
        /// The line on which it begins.
        package var line: Int
        /// The field as written in the file, cut to a length that fits a line.
        package var value: String
        /// What else is said of this row; empty if nothing is.
        package var detail: String
    }

    /// The column that breaks the rule; empty if the rule concerns whole rows.
    package var column: String
    /// The rule in plain words.
    package var reason: String
    /// The first rows that break it.
    package var rows: [Row] = []

    /// The most characters of a value.
    private static let longest = 60
    /// The most rows of a report that are looked at.
    private static let mostRows = 1_000_000

    /// Reads examples from a rejects report.
    ///
    /// - Parameters:
    ///   - path: the report.
    ///   - reasons: the rules to look for.
    ///   - most: how many rows are wanted for each rule.
    /// - Returns: the examples for each rule, in the order of the rules.
    /// - Throws: `FileError` if the report cannot be read.
    /// - Complexity: O(n) in the rows until all rules have their examples.
    package static func read(
        _ path: String, of reasons: [ImportSummary.Reason], most: Int
    ) throws -> [RejectExamples] {
        var found = reasons.map { RejectExamples(column: $0.column, reason: $0.reason) }
        guard !found.isEmpty else { return [] }
        let file = try FileDescriptor.reading(path)
        let records = RecordReader(file, range: RejectsReport.header.utf8.count..<(try file.size()))
        var missing = found.count * most
        for _ in 0..<mostRows where missing > 0 {
            guard let record = try records.next() else { break }
            guard record.fault == nil, records.fields.count == 5 else { continue }
            let texts = records.fields.map { String(decoding: $0, as: UTF8.self) }
            guard let line = Int(texts[1]),
                let index = found.firstIndex(where: { $0.isReason(texts[4], texts[2]) }),
                found[index].rows.count < most
            else { continue }
            let detail = texts[4].dropFirst(found[index].reason.count + 2)
            found[index].rows.append(
                Row(
                    line: line, value: String(asWritten(texts[3]).prefix(longest)),
                    detail: String(detail.prefix(2 * longest))))
            missing -= 1
        }
        return found
    }

    /// Whether a line of a report is about this rule.
    private func isReason(_ text: String, _ column: String) -> Bool {
        column == self.column && (text == reason || text.hasPrefix(reason + ":"))
    }

    /// A value without the apostrophe that keeps spreadsheets from taking it for a formula.
    private static func asWritten(_ cell: String) -> String {
        guard cell.first == "'" else { return cell }
        let value = String(cell.dropFirst())
        return inertCell(value) == cell ? value : cell
    }
}
