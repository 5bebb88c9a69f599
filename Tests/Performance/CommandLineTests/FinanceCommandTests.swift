import Foundation
import TestSupport
import Testing

/// Quarters, years and reconciliation with finance, from the command line.
@Suite(.serialized) struct FinanceCommandTests {
    private static let sample = Result { try Command(sampleOf: 60, months: 15) }

    private func review(_ options: String) throws -> [String: Any] {
        let outcome = try Self.sample.get().shell("parallax review --json \(options)")
        try #require(outcome.status == 0, "\(outcome.errors)")
        let content = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(content as? [String: Any])
    }

    @Test func `A quarter has the window of a quarter, and a year that of a year`() throws {
        let quarter = try review("--quarter 2026-Q3")
        #expect(quarter["month"] as? String == "2026-09")
        #expect(quarter["period"] as? [String: String] == ["grain": "quarter", "name": "2026-Q3"])
        #expect(quarter["opening"] as? String == "2026-06-30")
        #expect(quarter["as_of"] as? String == "2026-09-30")
        let year = try review("--year 2025")
        #expect(year["opening"] as? String == "2024-12-31")
        #expect(year["as_of"] as? String == "2025-12-31")
    }

    @Test func `The policy says when fiscal years start`() throws {
        let sample = try Self.sample.get()
        _ = try sample.shell("echo 'fiscal_year_start: 2' > fiscal.yaml")
        let quarter = try review("--quarter 2027-Q2 --policy fiscal.yaml")
        #expect(quarter["opening"] as? String == "2026-04-30")
        #expect(quarter["as_of"] as? String == "2026-07-31")
    }

    @Test(arguments: [
        ("--quarter 2026-Q5", "Error: '2026-Q5' is no fiscal quarter"),
        ("--year 26", "Error: '26' is no fiscal year"),
        ("--quarter 2031-Q1", "Error: The health history does not cover 2031-03"),
    ])
    func `What is no quarter or year is refused`(options: String, message: String) throws {
        let outcome = try Self.sample.get().shell("parallax review --json \(options)")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix(message), "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test func `Only one of month, quarter and year is taken`() throws {
        let outcome = try Self.sample.get().shell(
            "parallax review --month 2026-10 --quarter 2026-Q3")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("Give one of --month, --quarter and --year."))
    }

    @Test func `Finance's list is compared with the ledger, whatever its columns are called`()
        throws
    {
        let sample = try Self.sample.get()
        _ = try sample.shell(
            """
            printf 'Account ID;Annual Revenue;Currency\\nnobody;5,00;USD\\nA000001;x;USD\\n' > fin.csv
            """)
        let outcome = try sample.shell("parallax reconcile fin.csv --as-of 2026-10-31 --json")
        #expect(outcome.status == 2, "\(outcome.errors)")
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let ledger = try #require(found["ledger"] as? [String: Any])
        let month = try review("--month 2026-10")
        let metrics = (month["company"] as? [String: Any])?["metrics"] as? [String: Any]
        let accounts = (metrics?["accounts"] as? [String: Any])?["value"] as? Int
        #expect(ledger["accounts"] as? Int == accounts)
        let differences = try #require(found["differences"] as? [[String: Any]])
        #expect(differences.count == (accounts ?? 0) + 1)
        let unknown = differences.first { $0["account_id"] as? String == "nobody" }
        #expect(unknown?["cause"] as? String == "missing_in_ledger")
        #expect((found["unreadable"] as? [[String: Any]])?.first?["line"] as? Int == 3)
    }

    @Test func `A list that is the ledger's own differs in nothing`() throws {
        let sample = try Self.sample.get()
        _ = try sample.shell(
            """
            echo 'account_id,arr,currency' > empty.csv
            parallax reconcile empty.csv --as-of 2026-10-31 --json > found.json
            """)
        let found = try JSONSerialization.jsonObject(
            with: try Data(contentsOf: sample.folder.appending(path: "found.json")))
        let differences = (found as? [String: Any])?["differences"] as? [[String: Any]]
        var lines = ["account_id,arr,currency"]
        for difference in differences ?? [] {
            for part in difference["ledger"] as? [[String: Any]] ?? [] {
                let amount = try #require(part["amount"] as? Double)
                lines.append(
                    "\(difference["account_id"] ?? ""),\(amount),\(part["currency"] ?? "")")
            }
        }
        try lines.joined(separator: "\n").write(
            to: sample.folder.appending(path: "own.csv"), atomically: true, encoding: .utf8)
        let outcome = try sample.shell("parallax reconcile own.csv --as-of 2026-10-31")
        #expect(outcome.status == 0 && outcome.output.contains("No account differs."))
    }
}
