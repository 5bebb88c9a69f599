package import Statistics
import TestSupport
import Calendar
import Domain

/// Files of all feeds, one after the other: new rows, late days, restatements, repeats, withdrawals.
package struct RandomImports {
    private var keys: [Feed: [[FeedValue]]] = [:]
    private var serial = 0

    /// Takes the CSM whom rows name at first.
    package init(_ folder: LedgerFolder) throws {
        keys[.csms] = [[.text("c")]]
        try folder.importFile(.csms) {
            try $0.write(FeedRow(.csms, ["csm_id": .text("c"), "name": .text("Ann")]))
        }
    }

    /// Takes one more file.
    package mutating func takeOne(into folder: LedgerFolder, _ random: inout SplitMix64) throws {
        let feed = (Feed.performance + [.health, .health, .health, .renewals, .arr]).randomElement(
            using: &random)
        guard let feed else { return }
        if feed == .health {
            try takeHealth(into: folder, &random)
            return
        }
        var rows: [FeedRow] = []
        var withdrawn: [[FeedValue]] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            if let known = keys[feed]?.randomElement(using: &random),
                Bool.random(using: &random)
            {
                if Int.random(in: 0..<3, using: &random) == 0 {
                    withdrawn.append(known)
                } else {
                    rows.append(row(of: feed, key: known, &random))
                }
            } else {
                let key = newKey(of: feed, &random)
                keys[feed, default: []].append(key)
                rows.append(row(of: feed, key: key, &random))
            }
        }
        try folder.importFile(feed) { writer in
            for key in withdrawn { _ = try writer.withdraw(key) }
            for row in rows { try writer.write(row) }
        }
    }

    private func takeHealth(into folder: LedgerFolder, _ random: inout SplitMix64) throws {
        let first: Day = "2025-01-10"
        let days = first.number...(first.number + 70)
        if Int.random(in: 0..<4, using: &random) == 0 {
            let day = Day(number: Int32.random(in: days, using: &random))
            let count = Int.random(in: 1...20, using: &random)
            try folder.importFile(.health) { writer in
                _ = try writer.withdrawHealth(
                    account: Int32.random(in: 1...4, using: &random),
                    days: (0..<count).map { day + $0 })
            }
            return
        }
        var seen: Set<String> = []
        let rows = (0..<Int.random(in: 1...60, using: &random)).map { _ in
            HealthRow.random(&random, accounts: 4, days: days)
        }.filter { seen.insert("\($0.account) \($0.day)").inserted }
        try folder.importFile(rows)
    }

    private mutating func newKey(of feed: Feed, _ random: inout SplitMix64) -> [FeedValue] {
        serial += 1
        return feed.columns.filter(\.isKey).map { column in
            // Most assignments are those of owners.
            column.isAdded && random.next() % 4 > 0
                ? .text("") : value(of: column, isNew: true, &random)
        }
    }

    private func row(
        of feed: Feed, key: [FeedValue], _ random: inout SplitMix64
    ) -> FeedRow {
        var key = key
        return FeedRow(
            feed.columns.map { column in
                if column.isKey { return key.removeFirst() }
                guard column.isRequired || Bool.random(using: &random) else { return .none }
                return value(of: column, isNew: false, &random)
            })
    }

    private func value(
        of column: FeedColumn, isNew: Bool, _ random: inout SplitMix64
    ) -> FeedValue {
        switch column.kind {
        case .account: .text("a\(Int.random(in: 0..<4, using: &random))")
        case .csm: .text((keys[.csms]?.randomElement(using: &random)?.first?.text) ?? "c")
        case .identifier, .text: .text(isNew ? "k\(serial)" : "t\(random.next() % 5)")
        case .day: .day(Day(number: 20_000 + Int32.random(in: 0..<300, using: &random)))
        case .number: .number(column.name == "score" ? 7 : Double(random.next() % 1000) / 10.1)
        case .word(let words): .text(words.randomElement(using: &random) ?? "")
        }
    }
}
