import Formats
import Domain

/// Rows that an import must reject, one kind after another, and files that look odd but are legal.
enum Mess {
    /// A row that must be rejected, and why in a word.
    struct Reject {
        let feed: Feed
        let line: Int
        let reason: String
    }

    /// A row by its fields, and why it is rejected; nil: it is legal.
    struct Row {
        let feed: Feed
        let fields: [String]
        let reason: String?

        /// Fields in the documented order, separated by commas.
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

    /// What is odd but legal about whole files.
    static let styles: [Feed: FeedFile.Style] = [
        .accounts: .init(hasByteOrderMark: true, lineEnd: "\r\n"),
        .csms: .init(lineEnd: "\r\n", upperCasesHeader: true),
        .surveys: .init(reversesColumns: true),
        .sessions: .init(unknownColumn: "mood_of_the_room"),
        .fx: .init(hasByteOrderMark: true),
    ]

    /// Writes every kind of row, and says which of them must be rejected.
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

    /// Opens a quote in the last row of a file that never ends.
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
