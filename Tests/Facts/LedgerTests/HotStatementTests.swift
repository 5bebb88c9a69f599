import Calendar
import Domain
import GRDB
import Ledger
import Synchronization
import LedgerTestSupport
import TestSupport
import Testing

struct HotStatementTests {
    /// The statements that the ledger itself runs, and how often each.
    private final class Trace: Sendable {
        private let counts = Mutex<[String: Int]>([:])

        func note(_ sql: String) { counts.withLock { $0[sql, default: 0] += 1 } }

        func statements(runAtLeast times: Int) -> [String] {
            counts.withLock { $0.filter { $0.value >= times }.keys.sorted() }
        }
    }

    @Test func `What runs once a row or once a month goes by a key`() throws {
        let trace = Trace()
        let folder = try LedgerFolder(accounts: 40) { trace.note($0) }
        let accounts = (0..<40).map { "a\($0)" }
        try folder.importFile(.csms) {
            try $0.write(FeedRow(.csms, ["csm_id": .text("c"), "name": .text("Ann")]))
        }
        var moments: [Instant?] = [nil]
        for amount in [1.0, 2, 3] {
            for feed in Feed.performance where feed != .health && feed != .csms {
                try folder.importFile(feed) { writer in
                    for account in accounts {
                        let row = FeedRow(feed, amount: amount, account: account)
                        try writer.write(row)
                        if amount == 2 {
                            let key = zip(feed.columns, row.values).filter(\.0.isKey).map(\.1)
                            _ = try writer.withdraw(key)
                        }
                    }
                }
            }
            let rows = (0..<60).flatMap { day in
                accounts.map {
                    HealthRow(
                        account: AccountID($0), day: "2025-01-01" + day, score: Int16(amount))
                }
            }
            try folder.importFile(rows)
            try folder.importFile(.health) { writer in
                for account in 1...40 {
                    _ = try writer.withdrawHealth(
                        account: Int32(account), days: ["2025-01-05", "2025-02-05"])
                }
            }
            if amount == 1 { moments.append(folder.time) }
        }
        for moment in moments {
            let reading = try folder.ledger.reading(knownAt: moment)
            // Far apart, so that each is sought anew.
            let questions = (0..<40).reversed().map {
                HealthQuestion(account: $0, day: "2025-02-10")
            }
            for question in questions {
                _ = try reading.health.scores(
                    asOf: [question], maximumAge: 30, version: .current)
            }
        }
        let hot = trace.statements(runAtLeast: 30)
        #expect(hot.count > 40, "every feed has its own")
        let plans = try folder.sql { database in
            try hot.filter { !$0.hasPrefix("PRAGMA") && !$0.contains("TRANSACTION") }.map { sql in
                let explain = try database.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
                explain.setUncheckedArguments([])
                let plan = try Row.fetchAll(explain)
                return (sql: sql, plan: plan.map { $0["detail"] as String })
            }
        }
        for (sql, plan) in plans {
            let scans = plan.filter { $0.hasPrefix("SCAN") && !$0.contains("CONSTANT ROW") }
            #expect(scans.isEmpty, "\(sql): \(plan)")
        }
    }
}

extension FeedRow {
    /// A row about an account whose number is `amount`, with a key that the account alone tells.
    fileprivate init(_ feed: Feed, amount: Double, account: String) {
        self.init(
            feed.columns.map { column in
                switch column.kind {
                case .account: .text(account)
                case .csm: .text("c")
                case .day: .day("2025-01-01")
                case .number: .number(amount)
                case .identifier, .text: .text(column.isKey ? account : "t\(amount)")
                case .word(let words): .text(words[0])
                }
            })
    }
}
