import Formats
import Domain

/// Test rows that an import must reject, at least one of each kind, and files in unusual but legal
/// formats.
enum Mess {
    /// A row that must be rejected, with a one-word reason.
    struct Reject {
        let feed: Feed
        let line: Int
        let reason: String
    }

    /// A row, and the reason for its rejection; nil if it is legal.
    struct Row {
        let feed: Feed
        let fields: [String]
        let reason: String?

        /// Creates a row from fields separated by commas, in the documented order of the columns.
        init(_ feed: Feed, _ fields: String, _ reason: String? = nil) {
            self.init(
                feed,
                fields: fields.split(separator: ",", omittingEmptySubsequences: false)
                    .map(String.init), reason)
        }

        init(_ feed: Feed, fields: [String], _ reason: String? = nil) {
            self.feed = feed
            self.fields = fields
            self.reason = reason
        }
    }

    /// The unusual but legal formats, by feed.
    static let styles: [Feed: FeedFile.Style] = [
        .accounts: .init(hasByteOrderMark: true, lineEnd: "\r\n"),
        .csms: .init(lineEnd: "\r\n", upperCasesHeader: true),
        .surveys: .init(reversesColumns: true),
        .sessions: .init(unknownColumn: "mood_of_the_room"),
        .fx: .init(hasByteOrderMark: true),
    ]

    /// Writes all these rows and returns those that must be rejected.
    static func sprinkle(into folder: FeedFolder) throws(FileError) -> [Reject] {
        var rejects: [Reject] = []
        for row in rows {
            if let reason = row.reason {
                rejects.append(
                    Reject(feed: row.feed, line: folder.nextLine(of: row.feed), reason: reason))
            }
            try folder.write(FeedLine(row.feed, row.fields))
        }
        var bytes = Array("X000009,Wrong ".utf8)
        bytes += [0xC3, 0x28]
        bytes += Array(" bytes,SMB,,,,,,\r\n".utf8)
        let line = folder.nextLine(of: .accounts)
        rejects.append(Reject(feed: .accounts, line: line, reason: "encoding"))
        try folder.write(bytes, lines: 1, to: .accounts)
        return rejects
    }

    /// Writes a last row whose quote is never closed.
    static func leaveQuoteOpen(in folder: FeedFolder) throws(FileError) -> Reject {
        let line = folder.nextLine(of: .benchmarks)
        try folder.write(
            Array("csat,,leader,0.9,\"never closed,2024-01-01\n".utf8), lines: 1, to: .benchmarks)
        return Reject(feed: .benchmarks, line: line, reason: "quote")
    }

    static func write(_ rejects: [Reject], to path: String) throws(FileError) {
        let file = try OutputFile(path)
        try file.write("file,line,reason\n")
        for reject in rejects {
            try file.write("\(reject.feed.rawValue).csv,\(reject.line),\(reject.reason)\n")
        }
        try file.flush()
    }
}
