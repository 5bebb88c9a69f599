import Domain
import Hummingbird
import Web

extension Upload {
    /// What the bytes of a feed are.
    enum Form: String {
        case csv = "text/csv"
        case gzip = "application/gzip"
        case lines = "application/x-ndjson"

        /// The name of the file, which tells the reader its feed and form.
        func fileName(_ feed: Feed) -> String {
            feed.rawValue + (self == .gzip ? ".csv.gz" : ".csv")
        }
    }

    /// Writes a feed that arrives in a form to a file.
    ///
    /// - Returns: the bytes received.
    /// - Throws: `Problem` where the body is too large, too slow or broken, `FileError` where it
    ///   cannot be kept.
    static func receive(
        _ body: RequestBody, _ form: Form, feed: Feed, to path: String, most: Int
    ) async throws -> Int {
        let lines = form == .lines ? JSONLines(columns: feed.columns.map(\.name)) : nil
        return try await Upload(to: path, most: most).receive(body, through: lines)
    }
}
