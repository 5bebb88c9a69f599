import Foundation
import TestSupport
import Testing

/// Closing a month, and what was restated since, from the command line.
struct ClosingCommandTests {
    private let sample: Command

    init() throws { sample = try Command(sampleOf: 40, months: 14) }

    /// What a line of shell prints.
    private func output(_ line: String) throws -> String {
        let outcome = try sample.shell("set -e; " + line)
        try #require(outcome.status == 0, "\(line): \(outcome.errors)")
        return outcome.output
    }

    private func objects(_ line: String) throws -> [String: Any] {
        let content = try JSONSerialization.jsonObject(with: Data(output(line).utf8))
        return try #require(content as? [String: Any])
    }

    private func closings() throws -> [[String: Any]] {
        try #require(objects("parallax close --list --json")["closings"] as? [[String: Any]])
    }

    private func bookLate() throws {
        _ = try output(
            """
            mkdir -p late; account=$(sed -n 2p feeds/accounts.csv | cut -d, -f1)
            (echo renewal_id,account_id,due_date,outcome,closed_date,arr_before
                echo LATE,$account,2026-09-03,churned,2026-09-03,6200) > late/renewals.csv
            parallax import late
            """)
    }

    @Test func `A closed month stays as published, whatever comes and whatever the policy says`()
        throws
    {
        let before = try output(
            "echo 'minimum_count: 7' > a.yaml; parallax review --json --policy a.yaml")
        let told = try output("parallax close --month 2026-10 --note Board --policy a.yaml")
        #expect(told.contains("edition 1"))
        let closing = try #require(closings().first)
        #expect(closing["note"] as? String == "Board")
        try bookLate()
        let time = try #require(closing["closed_at"] as? String)
        for options in ["", "--known-at \(time)", "--known-at \(time) --month 2026-10"] {
            #expect(try output("parallax review --json \(options)") == before)
        }
        #expect(try output("parallax review --json --known-at now --policy a.yaml") != before)
        #expect(try output("parallax scorecard").hasPrefix("As published: edition 1"))
        #expect(
            try output("parallax scorecard --known-at now --policy a.yaml").contains(
                "restated since"))
    }

    @Test func `The digests are those of the files that a review writes`() throws {
        _ = try output("parallax close --month 2026-10")
        try bookLate()
        let files = try #require(closings().first?["files"] as? [[String: String]])
        #expect(files.count > 20)
        let lines = files.map { "\($0["sha256"] ?? "")  out/\($0["name"] ?? "")\n" }.joined()
        try sample.write(lines, to: "sums")
        _ = try output("parallax review --month 2026-10 --out out; sha256sum --quiet -c sums")
    }

    @Test func `The steps of a restatement add up, and a second edition starts anew`() throws {
        _ = try output("parallax close --month 2026-10")
        try bookLate()
        let found = try objects("parallax restatements --month 2026-10 --json")
        let cards = try #require(found["cards"] as? [[String: Any]])
        let figures = try #require(cards.first?["figures"] as? [String: [String: Any]])
        let due = try #require(figures["renewals.due"])
        #expect(due["difference"] as? Double == 1)
        #expect(due["steps"] as? [String: Double] == ["late": 1])
        _ = try output("parallax close --month 2026-10")
        #expect(try closings().compactMap { $0["edition"] as? Int } == [1, 2])
        let again = try output("parallax restatements --month 2026-10")
        #expect(
            again.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
                "No figure was restated."))
        let first = try output("parallax restatements --month 2026-10 --edition 1")
        #expect(first.contains("late rows"))
    }

    @Test(arguments: [
        ("close --month 2031-01", "2031-01 cannot be closed on"),
        ("close --month 2019-01", "does not cover 2019-01"),
        ("close --month 2026-10 --note ' '", "--note needs words"),
        ("restatements --month 2026-10", "2026-10 is not closed"),
        ("dispute accept 1", "there is no dispute 1"),
    ])
    func `What cannot be is one plain line`(command: String, words: String) throws {
        let outcome = try sample.shell("parallax \(command)")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test func `A month is a preview for as many days as the policy says`() throws {
        let told = try output(
            "echo 'preview_days: 3650' > a.yaml; parallax review --policy a.yaml --format json")
        #expect(told.contains("This is a preview"))
        #expect(try !output("parallax review --format json").contains("preview"))
    }

    @Test func `Whenever closing is killed, the ledger is whole and the month closed or not`()
        throws
    {
        for seconds in stride(from: 0.05, through: 0.65, by: 0.15) {
            _ = try sample.shell(
                "timeout -s KILL \(seconds) \(Command.program.path()) close --month 2026-10")
            #expect(try output("parallax verify").contains("No damage found"))
            let editions = try closings().compactMap { $0["edition"] as? Int }
            #expect(editions == Array(1..<editions.count + 1))
        }
    }
}
