import Calendar
import Domain
import GRDB
import Glibc
import Ledger
import TestSupport
import Testing

/// A folder with a ledger of accounts `a0`, `a1` and so on, removed afterwards.
final class LedgerFolder {
    let folder: String
    let ledger: any FactStore

    var path: String { "\(folder)/ledger.sqlite" }

    init(accounts: Int = 5, reversed: Bool = false) throws {
        var template = Array("/tmp/parallax-ledger-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        folder = String(cString: made)
        ledger = try SQLiteLedger(path: "\(folder)/ledger.sqlite", creating: true)
        let order = reversed ? Array((0..<accounts).reversed()) : Array(0..<accounts)
        try take(.accounts) { writer in
            for account in order {
                try writer.write(
                    FeedRow(.accounts, ["account_id": .text("a\(account)"), "segment": .text("S")]))
            }
        }
    }

    deinit {
        for file in ["", ".access", ".copy"] {
            for suffix in ["", "-wal", "-shm"] { unlink(path + file + suffix) }
        }
        rmdir(folder)
    }

    @discardableResult
    func take(_ feed: Feed, _ body: (any FactWriter) throws -> Void) throws -> RowFates {
        var fates = RowFates()
        let file = ImportedFile(feed: feed, name: "\(feed).csv", time: "2026-11-21T09:00:00Z")
        _ = try ledger.take(file) { writer in
            try body(writer)
            fates = writer.fates
            return ImportReceipt(rejected: 0, digest: "")
        }
        return fates
    }

    /// Takes health rows, in the order given, as one file.
    @discardableResult
    func take(_ rows: [HealthRow], components: [String] = ["use", "help"]) throws -> RowFates {
        try take(.health) { writer in
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

    func sql<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseQueue(path: path).read(body)
    }

    var digest: String { get throws { try ledger.reading().dataDigest } }
}

/// One health row of a test.
struct HealthRow: Equatable {
    var account: AccountID
    var day: Day
    var score: Int16
    var tier: UInt8 = 0
    var version = ""
    var components: [String: Int16] = [:]

    static func random(_ random: inout SplitMix64, accounts: Int, days: ClosedRange<Int32>) -> Self
    {
        var row = HealthRow(
            account: AccountID("a\(Int.random(in: 0..<accounts, using: &random))"),
            day: Day(number: Int32.random(in: days, using: &random)),
            score: Int16.random(in: 0...1000, using: &random))
        row.tier = UInt8.random(in: 0...3, using: &random)
        row.version = ["", "v1", "v2"][Int.random(in: 0...2, using: &random)]
        for name in ["use", "help"] where Bool.random(using: &random) {
            row.components[name] = Int16.random(in: 0...1000, using: &random)
        }
        return row
    }

    var healthDay: HealthDay {
        HealthDay(
            day: day, score: Score(tenths: score), tier: Tier(rawValue: tier),
            modelVersion: version.isEmpty ? nil : version,
            components: components.mapValues(Score.init))
    }
}

extension FeedRow {
    init(_ feed: Feed, _ values: [String: FeedValue]) {
        self.init(feed.columns.map { values[$0.name] ?? .none })
    }
}
