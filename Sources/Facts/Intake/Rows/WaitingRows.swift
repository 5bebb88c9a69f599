import Domain
import Formats
import Tables

/// Rows that were rejected only because they named an account or a CSM that no feed had named, and
/// that a feed has named since.
struct WaitingRows {
    private let feed: Feed
    private let rows: [[String: String]]

    /// The rows of a feed that can come in.
    init(of feed: Feed, _ writer: any FactWriter) throws {
        self.feed = feed
        let withdrawn = try writer.withdrawnAccounts()
        let references = References(
            feed: feed,
            accounts: AccountTable(try writer.accountKeys().filter { !withdrawn.contains($0.id) }),
            csms: try writer.knownCSMs())
        let notes = ReadingNotes()
        var rows: [[String: String]] = []
        try writer.forEachWaitingRow { row in
            guard let values = row.waiting else { return }
            let isKnown = feed.columns.allSatisfy { column in
                guard let text = values[column.name] else { return true }
                var value = FeedValue.text(text)
                return references.resolve(&value, text, column, notes) == nil
            }
            let isCSMKnown =
                feed != .targets || values["scope"] != Target.Scope.csm.rawValue
                || references.knows(csm: values["scope_id"] ?? "")
            if isKnown, isCSMKnown { rows.append(values) }
        }
        self.rows = rows
    }

    /// The rows as a file; nil if there are none.
    func file(named name: String, scratchFolder: String) throws -> FeedFile? {
        guard !rows.isEmpty else { return nil }
        let own = feed.columns.filter { !$0.isDerived }.map(\.name)
        let others = Set(rows.flatMap(\.keys)).subtracting(feed.columns.map(\.name)).sorted()
        let copy = try FileDescriptor.scratch(in: scratchFolder)
        var written = 0
        var pending = Array(((own + others).joined(separator: ",") + "\n").utf8)
        for row in rows {
            for (place, column) in (own + others).enumerated() {
                if place > 0 { pending.append(comma) }
                appendCSVField(row[column] ?? "", to: &pending)
            }
            pending.append(newline)
            guard pending.count >= 1 << 16 else { continue }
            try copy.write(pending, at: written)
            written += pending.count
            pending.removeAll(keepingCapacity: true)
        }
        try copy.write(pending, at: written)
        return try FeedFile(named: name, feed: feed, copy)
    }
}
