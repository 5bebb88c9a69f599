import Calendar
import Domain
import Intake
import TestSupport
import Testing

/// Files of measures and milestones as people export them.
struct MeasureImportTests {
    private let shop: Workshop

    init() throws { shop = try Workshop.furnished() }

    /// What the ledger has of the measures: `A1 logins 2026-01-31 12 of 20`.
    private func measures() throws -> [String] {
        let reading = try shop.ledger.reading()
        let last: Day = "2030-01-01"
        let names = try reading.measures.measures(through: last)
        var rows: [String] = []
        try reading.measures.forEachMeasure(from: "2020-01-01", through: last) { place, row in
            let account = reading.portfolio.accounts[row.account].id
            rows.append("\(account) \(names[place].name) \(row.day) \(row.value) of \(row.whole)")
        }
        return rows.sorted()
    }

    @Test func `Locations are summed, and rows of one key that differ are rejected`() throws {
        let file = try shop.importFile(
            "measures",
            """
            account_id,measure,observed_on,location,value,of
            A1,logins,2026-01-31,Bern,5,10
            A1,logins,2026-01-31,Rome,7.5,10
            A1,logins,2026-01-31,,1,
            A2,logins,2026-01-31,,4,
            A2,logins,2026-01-31,,5,
            A3,logins,2026-01-31,,6,
            A3,logins,2026-01-31,,6.0,

            """)
        #expect(file.counts == [4, 1, 0, 2])
        #expect(
            try measures() == [
                "A1 logins 2026-01-31 13.5 of 20.0", "A3 logins 2026-01-31 6.0 of 0.0",
            ])
        let rejects = try shop.rejects()
        #expect(rejects.count == 2)
        #expect(rejects[0].contains("line 6 has '5' for A2,logins,2026-01-31; correct one"))
    }

    @Test func `The last reading of a day counts, whatever the form of dates and numbers`() throws {
        let file = try shop.importFile(
            "measures",
            """
            Account ID;Measure;Observed on;Value;Of
            A1;logins;31.01.2026 18:00;1.234,5;85,5
            A1;logins;31.01.2026 09:00;3;85,5

            """)
        #expect(file.counts == [1, 0, 0, 0])
        #expect(try measures() == ["A1 logins 2026-01-31 1234.5 of 85.5"])
    }

    @Test func `JSON lines work, and percentages are fractions`() throws {
        try shop.importFile(
            "measures",
            """
            {"account_id": "A1", "measure": "usage", "observed_on": "2026-01-31", "value": "92 %"}
            {"account_id": "A2", "measure": "usage", "observed_on": "2026-01-31", "value": 0.5}

            """)
        #expect(
            try measures() == [
                "A1 usage 2026-01-31 0.92 of 0.0", "A2 usage 2026-01-31 0.5 of 0.0",
            ])
    }

    @Test func `A row waits for its account`() throws {
        let row = "B1,logins,2026-01-31,Bern,5,10\n"
        let header = "account_id,measure,observed_on,location,value,of\n"
        #expect(try shop.importFile("measures", header + row).counts == [0, 0, 0, 1])
        #expect(try shop.ledger.reading().notImported[.measures]?.rows == 1)
        let path = try shop.write("accounts.csv", "account_id,segment\nB1,S\n")
        let summary = try shop.run([path])
        #expect(summary.files.map(\.feed) == [.accounts, .measures])
        #expect(try measures() == ["B1 logins 2026-01-31 5.0 of 10.0"])
        #expect(try shop.ledger.reading().notImported[.measures] == nil)
    }

    @Test func `A complete file is the whole of its days`() throws {
        let header = "account_id,measure,observed_on,value\n"
        let rows = (1...9).flatMap { account in
            ["2026-01-29", "2026-01-30", "2026-01-31"].map { "A\(account),logins,\($0),1\n" }
        }
        try shop.importFile("measures", header + rows.joined())
        let kept = rows.filter { $0.contains("01-30") && !$0.hasPrefix("A3") }
        let path = try shop.write("measures.csv", header + kept.joined())
        let summary = try shop.run([path]) { $0.reading.isComplete = true }
        #expect(summary.files[0].fates.withdrawn == 1)
        #expect(try measures().count == 26)
        #expect(try shop.ledger.withdrawals().map(\.key) == ["A3,logins,2026-01-30"])
        let few = try shop.write("measures.csv", header + kept[0])
        #expect(throws: IntakeError.self) {
            try shop.run([few]) { $0.reading.isComplete = true }
        }
        #expect(try measures().count == 26)
    }

    @Test func `A dry run changes nothing`() throws {
        let path = try shop.write(
            "measures.csv", "account_id,measure,observed_on,value\nA1,logins,2026-01-31,1\n")
        let before = try shop.digest
        try shop.ledger.dryRun { store in
            let summary = try shop.run([path], into: store)
            #expect(summary.files[0].counts == [1, 0, 0, 0])
        }
        #expect(try shop.digest == before)
        #expect(try measures().isEmpty)
    }

    @Test func `Single rows are withdrawn with or without a location`() throws {
        try shop.importFile(
            "measures",
            """
            account_id,measure,observed_on,location,value
            A1,logins,2026-01-31,,1
            A1,logins,2026-01-31,Bern,2

            """)
        func withdraw(_ key: String, _ feed: Feed = .measures) throws {
            try WithdrawRows(feed: feed, why: "test", clock: { Instant(seconds: 1_790_000_000) })
                .run([key], in: shop.ledger)
        }
        try withdraw("A1,logins,2026-01-31")
        #expect(try measures() == ["A1 logins 2026-01-31 2.0 of 0.0"])
        #expect(throws: IntakeError.self) { try withdraw("A1,logins,2026-01-31,") }
        try withdraw("A1,logins,2026-01-31,Bern")
        #expect(try measures().isEmpty)
        try shop.importFile(
            "milestones", "account_id,milestone,reached_on\nA1,kick-off,2026-01-05\n")
        try withdraw("A1,kick-off", .milestones)
        #expect(try shop.ledger.reading().portfolio.milestones.isEmpty)
    }

    @Test func `Rows beyond what is collected at once are all taken`() throws {
        // Sorted by account, not by day, so that each part of the file touches every block.
        var text = "account_id,measure,observed_on,value\n"
        for account in 1...9 {
            for measure in 0..<35 {
                for day in 0..<3650 {
                    text += "A\(account),m\(measure),\(Day(number: 16_000) + day),\(day)\n"
                }
            }
        }
        let rows = 9 * 35 * 3650
        #expect(rows > 1 << 20)
        #expect(try shop.importFile("measures", text).counts == [rows, 0, 0, 0])
        var (count, sum) = (0, 0.0)
        try shop.ledger.reading().measures.forEachMeasure(
            from: Day(number: 16_000), through: Day(number: 20_000)
        ) {
            count += 1
            sum += $1.value
        }
        #expect(count == rows)
        #expect(sum == Double(9 * 35) * 3650 * 3649 / 2)
    }

    @Test func `A file with a column for each measure is read once for each`() throws {
        let path = try shop.write(
            "report.csv",
            """
            Company,Week ending,Logins,Active users,Licensed seats
            A1,2026-01-31,140,18,25
            A2,2026-01-31,,4,10

            """)
        for columns in [
            "measure: { constant: logins }\n    value: { from: Logins }\n    except: { Logins: [\"\"] }",
            "measure: { constant: users }\n    value: { from: Active users }\n    of: { from: Licensed seats }",
        ] {
            let mapping = try Mapping(
                yaml: """
                    feeds:
                      measures:
                        account_id: { from: Company }
                        observed_on: { from: Week ending }
                        \(columns)
                    """, name: "usage")
            let summary = try shop.run([path]) {
                $0.feed = .measures
                $0.mapping = mapping
            }
            #expect(summary.files[0].rejected == 0)
        }
        #expect(
            try measures() == [
                "A1 logins 2026-01-31 140.0 of 0.0", "A1 users 2026-01-31 18.0 of 25.0",
                "A2 users 2026-01-31 4.0 of 10.0",
            ])
    }

    @Test func `A draft knows what product analytics call the columns`() throws {
        let path = try shop.write(
            "usage.csv",
            """
            Company ID,Metric,Usage Date,Site,Count,Licensed Seats
            A1,Logins,2026-01-31,Bern,12,20

            """)
        let draft = try MappingDraft(path: path, feed: .measures, scratchFolder: shop.folder)
        #expect(
            draft.columns.map { $0.source ?? "–" } == [
                "Company ID", "Metric", "Usage Date", "Site", "Count", "Licensed Seats",
            ])
        let tasks = try shop.write(
            "tasks.csv", "Account,Milestone Name,Completed At\nA1,Kick-off,2026-01-05\n")
        let other = try MappingDraft(path: tasks, feed: .milestones, scratchFolder: shop.folder)
        #expect(
            other.columns.map { $0.source ?? "–" } == ["Account", "Milestone Name", "Completed At"])
        let mapping = try Mapping(yaml: draft.yaml(platform: "Pendo"), name: "draft")
        _ = try shop.run([path]) {
            $0.feed = .measures
            $0.mapping = mapping
        }
        #expect(try measures() == ["A1 Logins 2026-01-31 12.0 of 20.0"])
    }
}
