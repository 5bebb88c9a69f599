package import Calendar
package import Domain
package import GRDB
package import Ledger
import Glibc
import Storage
import TestSupport
import Testing

/// A folder with a ledger of accounts `a0`, `a1` and so on, removed afterwards.
package final class LedgerFolder {
    private let scratch: ScratchFolder
    package let ledger: SQLiteLedger

    /// When the last file was read to its end.
    package private(set) var time = LedgerFolder.start
    /// Before the first file.
    package static let start = Instant(seconds: 1_790_000_000)

    /// The folder.
    package var folder: String { scratch.path }

    /// The ledger's file.
    package var path: String { "\(folder)/ledger.sqlite" }

    /// A ledger of some accounts.
    ///
    /// - Throws: what making it throws.
    package init(
        accounts: Int = 5, reversed: Bool = false, onStatement: (@Sendable (String) -> Void)? = nil
    ) throws {
        scratch = try ScratchFolder()
        ledger = try SQLiteLedger(
            path: "\(scratch.path)/ledger.sqlite", creating: true, onStatement: onStatement)
        let order = reversed ? Array((0..<accounts).reversed()) : Array(0..<accounts)
        try importFile(.accounts) { writer in
            for account in order {
                try writer.write(
                    FeedRow(.accounts, ["account_id": .text("a\(account)"), "segment": .text("S")]))
            }
        }
    }

    /// Takes a file; each is read to its end a minute after the one before.
    @discardableResult
    package func importFile(_ feed: Feed, _ body: (any FactWriter) throws -> Void) throws
        -> RowFates
    {
        var fates = RowFates()
        let time = time + 60
        _ = try ledger.importFile(ImportedFile(feed: feed, name: "\(feed).csv")) { writer in
            try body(writer)
            try writer.flush()
            fates = writer.fates
            return ImportReceipt(rejected: 0, digest: "", time: time)
        }
        self.time = time
        return fates
    }

    /// Takes health rows, in the order given, as one file.
    @discardableResult
    package func importFile(_ rows: [HealthRow], components: [String] = ["use", "help"]) throws
        -> RowFates
    {
        try importFile(.health) { writer in
            let keys = Dictionary(
                uniqueKeysWithValues: try writer.accountKeys().map { ($0.id, $0.key) })
            for (month, rows) in Dictionary(grouping: rows, by: \.day.month).sorted(by: {
                $0.key < $1.key
            }) {
                let versions = [""] + Set(rows.map(\.version)).subtracting([""]).sorted()
                let sorted = rows.enumerated().sorted { left, right in
                    let one = (keys[left.element.account] ?? 0, left.element.day, left.offset)
                    let two = (keys[right.element.account] ?? 0, right.element.day, right.offset)
                    return one < two
                }.map(\.element)
                var batch = HealthBatch(
                    month: month, count: rows.count, componentNames: components,
                    modelVersions: versions)
                for (index, row) in sorted.enumerated() {
                    batch.account[index] = try #require(keys[row.account])
                    batch.day[index] = UInt8(row.day.civil.day)
                    batch.score[index] = row.score
                    batch.tier[index] = row.tier
                    batch.modelVersion[index] = UInt16(
                        try #require(versions.firstIndex(of: row.version)))
                    for (column, name) in components.enumerated() {
                        batch.components[column * rows.count + index] =
                            row.components[name] ?? -1
                    }
                }
                try writer.write(batch)
            }
        }
    }

    /// What a query gives.
    package func sql<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseQueue(path: path).read {
            try $0.addRowChecksum()
            return try body($0)
        }
    }

    /// Changes rows of the ledger behind its back (see the other `damage`).
    package func damage(_ sql: String, correcting: Bool) throws {
        try Self.damage(path, sql, correcting: correcting)
    }

    /// Changes rows of a ledger behind its back. With `correcting`, their checksums are those of
    /// the new values, as if the program had written them.
    ///
    /// - Returns: whether any row changed.
    /// - Throws: `DatabaseError`, also when the table refuses the values.
    @discardableResult
    package static func damage(_ path: String, _ sql: String, correcting: Bool) throws -> Bool {
        let queue = try DatabaseQueue(path: path)
        let hasChanged = try queue.writeWithoutTransaction { database in
            try database.addRowChecksum()
            try database.execute(sql: "PRAGMA foreign_keys = OFF; " + sql)
            let hasChanged = database.changesCount > 0
            guard correcting else { return hasChanged }
            let tables = try String.fetchAll(
                database, sql: "SELECT table_name FROM checksums ORDER BY table_name")
            for table in tables { try database.addChecksums(to: table) }
            return hasChanged
        }
        try queue.close()
        return hasChanged
    }

    /// Removes a file of the folder, if it is there.
    package func remove(_ name: String) { unlink("\(folder)/\(name)") }

    /// The digest of the facts as they stand now.
    package var digest: String { get throws { try ledger.reading().dataDigest } }
}
