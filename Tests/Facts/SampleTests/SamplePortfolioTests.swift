import Domain
import Formats
import Foundation
import Sample
import Testing

struct SamplePortfolioTests {
    private let small = SamplePortfolio(accounts: 60, csms: 5, months: 14, seed: 3)

    @Test func `The same seed gives the same bytes`() throws {
        let first = try WrittenSample(small).contents()
        let second = try WrittenSample(small).contents()
        #expect(first.count == 22)
        #expect(first == second)
    }

    @Test func `Another seed gives other bytes`() throws {
        var other = small
        other.seed = 4
        let first = try WrittenSample(small).contents()
        let second = try WrittenSample(other).contents()
        #expect(first["health.csv"] != second["health.csv"])
        #expect(first["renewals.csv"] != second["renewals.csv"])
    }

    @Test func `An account is the same however many follow it`() throws {
        var larger = small
        larger.accounts = 90
        let first = try WrittenSample(small).contents()["health.csv"]
        let second = try WrittenSample(larger).contents()["health.csv"]
        #expect(second?.starts(with: try #require(first)) == true)
    }

    @Test func `The skill of overrides leaves the scores as they are`() throws {
        var blind = small
        blind.truth.overrideSkill = 0
        let first = try WrittenSample(small).contents()
        let second = try WrittenSample(blind).contents()
        #expect(first["health.csv"] == second["health.csv"])
        #expect(first["renewals.csv"] == second["renewals.csv"])
        #expect(first["overrides.csv"] != second["overrides.csv"])
    }

    @Test(arguments: [(1, 1, 1), (3, 1, 2), (40, 9, 30), (120, 16, 36)])
    func `Every row of a clean sample obeys the rules of its feed`(
        accounts: Int, csms: Int, months: Int
    ) throws {
        let sample = try WrittenSample(
            SamplePortfolio(accounts: accounts, csms: csms, months: months))
        let rules = try FeedRules(sample)
        for feed in Feed.performance + [.touches, .actions, .contacts] {
            #expect(rules.brokenLines(feed, try sample.csv(feed)).isEmpty, "\(feed)")
        }
        for feed in [Feed.health, .renewals, .arr] {
            let text = try sample.csv(feed, restated: true)
            #expect(rules.brokenLines(feed, text).isEmpty, "restated \(feed)")
        }
    }

    @Test func `Nothing recorded lies after the last day`() throws {
        let sample = try WrittenSample(SamplePortfolio(accounts: 120, csms: 6))
        let columns: [(Feed, String)] = [
            (.health, "date"), (.overrides, "logged_on"), (.overrides, "withdrawn_on"),
            (.renewals, "closed_date"), (.renewals, "notice_date"), (.arr, "effective_date"),
            (.opportunities, "closed_on"), (.surveys, "responded_on"), (.sessions, "held_on"),
            (.assignments, "start_date"), (.assignments, "end_date"),
            (.touches, "held_on"), (.actions, "opened_on"), (.actions, "closed_on"),
            (.contacts, "from_date"), (.contacts, "to_date"),
        ]
        for (feed, column) in columns {
            let latest = try sample.rows(feed).compactMap { $0[column] }.max()
            #expect(try #require(latest) <= "2026-10-31", "\(feed) \(column)")
        }
    }

    @Test func `The second export restates rows of the first`() throws {
        let sample = try WrittenSample(SamplePortfolio(accounts: 400))
        for feed in [Feed.health, .renewals, .arr] {
            let keys = feed.columns.filter(\.isKey).map(\.name)
            func byKey(_ rows: [[String: String]]) -> [[String]: [String: String]] {
                Dictionary(
                    rows.map { row in (keys.map { row[$0] ?? "" }, row) },
                    uniquingKeysWith: { $1 })
            }
            let first = byKey(try sample.rows(feed))
            let second = byKey(try sample.csv(feed, restated: true).rows)
            #expect(!second.isEmpty)
            #expect(second.allSatisfy { first[$0.key] != nil && first[$0.key] != $0.value })
        }
    }

    @Test func `Every session of the last year is a touch of the same day`() throws {
        let sample = try WrittenSample(SamplePortfolio(accounts: 120, csms: 6))
        let touches = Dictionary(
            try sample.rows(.touches).map { ($0["touch_id"], $0) }, uniquingKeysWith: { $1 })
        let sessions = try sample.rows(.sessions).filter { $0["held_on"] ?? "" >= "2025-11-01" }
        #expect(sessions.count > 100)
        for session in sessions {
            let touch = try #require(touches[session["session_id"]])
            for column in ["account_id", "csm_id", "held_on"] {
                #expect(touch[column] == session[column])
            }
            #expect(["call", "meeting", "onsite", "review"].contains(touch["kind"]))
        }
    }

    @Test func `The desk's facts have something to show: open, overdue, escalated, lost`() throws {
        let sample = try WrittenSample(SamplePortfolio(accounts: 300, csms: 8))
        let open = try sample.rows(.actions).filter { $0["closed_on"] == "" }
        #expect(open.contains { $0["kind"] == "escalation" })
        #expect(open.contains { $0["due_on"] ?? "" < "2026-10-31" && $0["due_on"] != "" })
        #expect(Set(open.compactMap { $0["playbook"] }).count > 4)
        let sponsors = Dictionary(
            grouping: try sample.rows(.contacts).filter { $0["role"] == "sponsor" },
            by: { $0["account_id"] })
        #expect(sponsors.values.contains { $0.allSatisfy { $0["to_date"] != "" } })
        #expect(sponsors.values.contains { $0.count == 2 })
    }

    @Test func `A size out of range is refused in plain words`() {
        #expect(throws: SampleError.outOfRange(name: "accounts", allowed: "1 to 999999")) {
            try SamplePortfolio(accounts: 0).write(to: "unused")
        }
        #expect(throws: SampleError.outOfRange(name: "skill", allowed: "0 to 1")) {
            try SamplePortfolio(truth: PlantedTruth(overrideSkill: 2)).write(to: "unused")
        }
    }

    @Test func `A folder that cannot be made is named`() throws {
        let sample = try WrittenSample(SamplePortfolio(accounts: 1, csms: 1, months: 1))
        let blocked = sample.url.appending(path: "fx.csv/below").path()
        #expect(throws: FileError.cannotMakeFolder(path: blocked, reason: "not a directory")) {
            try small.write(to: blocked)
        }
    }
}
