import Domain
import Hummingbird
import Web

extension Upload {
    /// What a body is said to be. Only JSON lines are read by what is said: the importer tells every
    /// other form from the content.
    enum Form: String, CaseIterable {
        case csv = "text/csv"
        case tabs = "text/tab-separated-values"
        case gzip = "application/gzip"
        case workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case lines = "application/x-ndjson"
        case any = "application/octet-stream"

        /// The name for the file, which the import log has.
        func fileName(_ feed: Feed) -> String {
            switch self {
            case .csv, .lines: feed.rawValue + ".csv"
            case .tabs: feed.rawValue + ".tsv"
            case .gzip: feed.rawValue + ".csv.gz"
            case .workbook: feed.rawValue + ".xlsx"
            case .any: feed.rawValue
            }
        }
    }

    /// The most columns of JSON lines beyond the feed's own: components, what a mapping reads, and
    /// what is passed over. Salesforce, with the widest exports, has at most 800 custom fields.
    private static var mostOtherColumns: Int { 1000 }

    /// Receives a feed in one of these formats and writes it to a file.
    ///
    /// - Returns: the number of bytes received.
    /// - Throws: `Problem` if the body is too large, too slow or broken; `FileError` if the file
    ///   cannot be written.
    static func receive(
        _ body: RequestBody, _ form: Form, feed: Feed, to path: String, most: Int
    ) async throws -> Int {
        let known = feed.columns.filter { !$0.isDerived }.map(\.name)
        let lines =
            form == .lines
            ? JSONLines(columns: known, mostColumns: known.count + mostOtherColumns) : nil
        return try await Upload(to: path, most: most).receive(body, through: lines)
    }
}
