import Statistics
import Calendar
import Domain
import Foundation
import GRDB
import Ledger
import LedgerTestSupport
import TestSupport
import Testing

struct HealthHistoryTests {
    private static let days: ClosedRange<Int32> = 20_000...20_200

    private func rows(_ seed: UInt64, _ count: Int = 400) -> [HealthRow] {
        var random = SplitMix64(seed: seed)
        var seen: Set<String> = []
        return (0..<count).map { _ in HealthRow.random(&random, accounts: 5, days: Self.days) }
            .filter { seen.insert("\($0.account) \($0.day)").inserted }
    }

    @Test(arguments: 0..<10)
    func `Answers are those of a dictionary, whatever the order of the questions`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed + 100)
        let folder = try LedgerFolder()
        let rows = rows(seed, 120)
        try folder.importFile(rows)
        let known = Dictionary(uniqueKeysWithValues: rows.map { ("\($0.account) \($0.day)", $0) })
        let reading = try folder.ledger.reading()
        var questions = (0..<5).flatMap { account in
            (Self.days.lowerBound - 40...Self.days.upperBound + 70).map {
                HealthQuestion(account: account, day: Day(number: $0))
            }
        }
        questions.shuffle(using: &random)
        for age in [0, 1, 30, 31, 400] {
            let answers = try reading.health.scores(
                asOf: questions, maximumAge: age, version: .current)
            var wrong = 0
            for (question, answer) in zip(questions, answers) {
                let id = reading.portfolio.accounts[Int(question.account)].id
                let row = (0...age).lazy.compactMap { known["\(id) \(question.day - $0)"] }.first
                let expected = row.map {
                    HealthAnswer(
                        day: $0.day, score: Score(tenths: $0.score), tier: Tier(rawValue: $0.tier))
                }
                if answer != expected { wrong += 1 }
            }
            #expect(wrong == 0, "maximum age \(age)")
        }
    }

    @Test(arguments: 0..<6, [HealthVersion.current, .firstRecorded])
    func `A span has the answers of its days, with restated rows and as known earlier`(
        seed: UInt64, version: HealthVersion
    ) throws {
        var random = SplitMix64(seed: seed)
        let folder = try LedgerFolder()
        for file in 0..<3 { try folder.importFile(rows(10 * seed + UInt64(file), 150)) }
        // The times of the imports lie a minute apart.
        let readings = try [nil, LedgerFolder.start + 190].map {
            try folder.ledger.reading(knownAt: $0)
        }
        // Of one length and of several, in order and not.
        let lengths = [[1], [50], [167], [90], [1, 40, 3, 120]]
        for reading in readings {
            for (days, age) in zip(lengths, [30, 0, 30, 400, 30]) {
                var spans: [HealthSpan] = []
                for account in 0..<5 {
                    for last: Int32 in [0, 29, 64, 200, 260] {
                        spans.append(
                            HealthSpan(
                                account: account, last: Day(number: Self.days.lowerBound + last),
                                days: days[spans.count % days.count]))
                    }
                }
                if age != 0 { spans.shuffle(using: &random) }
                let scores = try reading.health.scores(
                    over: spans, maximumAge: age, version: version)
                let questions = spans.flatMap { span in
                    (0..<Int(span.days)).map {
                        HealthQuestion(account: Int(span.account), day: span.first + $0)
                    }
                }
                let answers = try reading.health.scores(
                    asOf: questions, maximumAge: age, version: version)
                #expect(scores.cells.count == answers.count)
                let wrong = zip(scores.cells, answers).count { cell, answer in
                    let found = cell == SpanScores.unknown ? nil : SpanScores.row(of: cell)
                    return found?.score != answer?.score || found?.tier != answer?.tier
                }
                #expect(wrong == 0, "\(days) days, maximum age \(age)")
                let last = spans.count - 1
                let lastDay = Int(spans[last].days) - 1
                #expect(scores[last, lastDay]?.score == answers.last??.score)
            }
        }
    }

    @Test func `Very many spans have the answers that they have one by one`() throws {
        let folder = try LedgerFolder()
        try folder.importFile(rows(7))
        var random = SplitMix64(seed: 8)
        let spans = (0..<40_000).map { _ in
            HealthSpan(
                account: random.index(below: 5),
                last: Day(number: Self.days.lowerBound + Int32(random.index(below: 220))),
                days: 1 + random.index(below: 3))
        }
        let health = try folder.ledger.reading().health
        let scores = try health.scores(over: spans, maximumAge: 9, version: .current)
        for place in stride(from: 0, to: spans.count, by: 397) {
            let alone = try health.scores(over: [spans[place]], maximumAge: 9, version: .current)
            let start = Int(scores.starts[place])
            #expect(Array(scores.cells[start..<start + alone.cells.count]) == alone.cells)
        }
    }

    @Test func `A month holds all components that there may be, and the ledger takes no more`()
        throws
    {
        let folder = try LedgerFolder()
        let first = Day(number: 20_001)
        for file in 0..<4 {
            let names = (0..<(file == 3 ? 63 : 64)).map { "part \(file) \($0)" }
            let row = HealthRow(
                account: AccountID("a1"), day: first + file, score: 500,
                components: Dictionary(uniqueKeysWithValues: names.map { ($0, 100) }))
            try folder.importFile([row], components: names)
        }
        let before = try folder.digest
        let reading = try folder.ledger.reading()
        let position = try #require(
            reading.portfolio.accounts.firstIndex { $0.id == AccountID("a1") })
        let days = try reading.health.days(of: position)
        #expect(Set(days.map(\.day.month)).count == 1)
        #expect(Set(days.flatMap(\.components.keys)).count == 255)
        #expect(throws: LedgerError.self) {
            let row = HealthRow(
                account: AccountID("a1"), day: first + 5, score: 500,
                components: ["one more": 1])
            try folder.importFile([row], components: ["one more"])
        }
        #expect(try folder.digest == before)
    }

    @Test(arguments: 0..<10)
    func `Days and months are what was taken in, and so are the plain columns`(seed: UInt64) throws
    {
        let folder = try LedgerFolder()
        let rows = rows(seed)
        #expect(try folder.importFile(rows).taken == rows.count)
        let reading = try folder.ledger.reading()
        for (position, account) in reading.portfolio.accounts.enumerated() {
            let mine = rows.filter { $0.account == account.id }.sorted { $0.day < $1.day }
            #expect(try reading.health.days(of: position) == mine.map(\.healthDay))
        }
        var months: [String: [HealthRow]] = [:]
        for row in rows.sorted(by: { $0.day < $1.day }) {
            months["\(row.day.month) \(row.account)", default: []].append(row)
        }
        var seen = 0
        let first = Day(number: Self.days.lowerBound).month
        try reading.health.forEachMonth(from: first, through: first + 12) { month in
            seen += 1
            let mine =
                months["\(month.month) \(reading.portfolio.accounts[month.account].id)"] ?? []
            #expect(month.observed == mine.count)
            #expect(month.first == mine.first?.day)
            #expect(month.last == mine.last?.day)
            #expect(month.closing.tenths == mine.last?.score)
            #expect(month.closingTier == mine.last.flatMap { Tier(rawValue: $0.tier) })
            #expect(month.minimum.tenths == mine.map(\.score).min())
            let sum = mine.reduce(0) { $0 + Double($1.score) }
            #expect(abs(month.mean - sum / 10 / Double(mine.count)) < 1e-9)
        }
        #expect(seen == months.count)
        try folder.sql { database in
            let stored = try Row.fetchAll(
                database,
                sql: """
                    SELECT month, account_id, closing_score, mean_score, minimum_score, days_red,
                        days_amber, days_green, closing_tier
                    FROM health_by_month
                    """)
            #expect(stored.count == months.count)
            for row in stored {
                let mine = months["\(row[0] as String) \(row[1] as String)"] ?? []
                #expect(row[2] == Double(mine.last?.score ?? -1) / 10)
                let sum = mine.reduce(0) { $0 + Double($1.score) }
                #expect(abs((row[3] as Double) - sum / 10 / Double(mine.count)) < 1e-9)
                #expect(row[4] == Double(mine.map(\.score).min() ?? -1) / 10)
                for tier in 1...3 {
                    #expect(row[4 + tier] == mine.count { $0.tier == UInt8(tier) })
                }
                let closing = (row[8] as String?).flatMap { Tier($0) }
                #expect(closing?.rawValue ?? 0 == mine.last?.tier)
            }
            #expect(
                try Int.fetchOne(database, sql: "SELECT sum(rows) FROM health_totals") == rows.count
            )
        }
    }

    @Test(arguments: 0..<10)
    func `The digest is the same whatever the order of files, rows, accounts and components`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed + 7)
        let rows = rows(seed)
        let one = try LedgerFolder()
        try one.importFile(rows)
        let digest = try one.digest
        let other = try LedgerFolder(reversed: true)
        for part in 0..<3 {
            let shuffled = rows.enumerated().filter { $0.offset % 3 == part }.map(\.element)
            try other.importFile(shuffled.shuffled(using: &random), components: ["help", "use"])
        }
        #expect(try other.digest == digest)
        #expect(try other.importFile(rows).unchanged == rows.count)
        #expect(try other.digest == digest)
        // Any change gives another one.
        for change in 0..<4 {
            var changed = rows
            let index = Int.random(in: rows.indices, using: &random)
            switch change {
            case 0: changed[index].score = (changed[index].score + 1) % 1001
            case 1: changed[index].tier = (changed[index].tier + 1) % 4
            case 2: changed[index].version += "x"
            default: changed[index].components["use"] = (changed[index].components["use"] ?? -1) + 1
            }
            let third = try LedgerFolder()
            try third.importFile(changed)
            #expect(try third.digest != digest, "change \(change)")
        }
    }

    @Test func `A file without a component gives none, whatever other accounts had`() throws {
        let folder = try LedgerFolder(accounts: 2)
        let start: Day = "2025-01-01"
        func row(_ account: Int, _ day: Int, _ components: [String: Int16]) -> HealthRow {
            HealthRow(
                account: AccountID("a\(account)"), day: start + day, score: 500,
                components: components)
        }
        try folder.importFile(
            (0..<31).map { row(0, $0, ["use": 1, "help": 2]) } + [row(1, 0, ["use": 3, "help": 4])])
        try folder.importFile([row(0, 5, ["use": 9]), row(1, 20, ["use": 9])], components: ["use"])
        let health = try folder.ledger.reading().health
        #expect(try health.days(of: 1).map(\.components.count) == [2, 1])
        #expect(try health.days(of: 0)[5].components == ["use": Score(tenths: 9)])
    }

    @Test func `What a health row said before is kept with the import that replaced it`() throws {
        let folder = try LedgerFolder(accounts: 1)
        let day: Day = "2025-01-31"
        var row = HealthRow(
            account: AccountID("a0"), day: day, score: 725, tier: 3, version: "v1",
            components: ["use": 10])
        try folder.importFile([row])
        row.score = 300
        #expect(try folder.importFile([row]).restated == 1)
        try folder.sql { database in
            let kept = try #require(
                try Row.fetchOne(database, sql: "SELECT * FROM health_history"))
            #expect(kept["month_account"] == Int64(day.month.number) << 32 | 1)
            #expect(kept["known_until"] == 2)
            #expect(kept["is_withdrawn"] == 0)
            let cells = MonthCells()
            #expect(
                (kept["packed"] as Data).withUnsafeBytes { PackedMonth.decode($0, into: cells) })
            #expect(cells.row(ofDay: 31) == 0)
            #expect(cells.score[0] == 725)
            #expect(cells.tier[0] == 3)
            #expect(cells.version[0] == 1)
            #expect(cells.imports[0] == 1)
            #expect(cells.columns.component(0, row: 0) == 10)
        }
    }

    @Test func `A reading is unchanged by a later import`() throws {
        let folder = try LedgerFolder()
        let rows = rows(1)
        try folder.importFile(Array(rows.prefix(100)))
        let reading = try folder.ledger.reading()
        let before = try reading.health.days(of: 0)
        try folder.importFile(rows)
        #expect(try reading.health.days(of: 0) == before)
        #expect(try folder.ledger.reading().health.days(of: 0) != before)
        #expect(try reading.dataDigest != folder.digest)
    }
}
