import Domain
import Hummingbird
import Web

extension Upload {
    /// The format of a feed.
    enum Form: String {
        case csv = "text/csv"
        case gzip = "application/gzip"
        case lines = "application/x-ndjson"

        /// The name for the file. The importer recognizes the feed and the format by it.
        func fileName(_ feed: Feed) -> String {
            feed.rawValue + (self == .gzip ? ".csv.gz" : ".csv")
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
