import Calendar
import Domain
import HealthDesk
import Scoring
import Testing

struct OverrideTests {
    private let day = WrittenDay.day
    private let policy = DeskPolicy()

    private func logged(
        _ id: String, _ ago: Int, review: Int?, withdrawn: Int? = nil
    ) -> Override {
        Override(
            id: id, account: 0, csm: 0, logged: day - ago, asserted: .green,
            reevaluate: review.map { day + $0 }, withdrawn: withdrawn.map { day - $0 })
    }

    private func state(_ overrides: Override...) -> OverrideStanding.State? {
        OverrideStanding(latestOf: overrides, on: day, policy: policy)?.state
    }

    @Test func `An override counts up to the day of its review, and lapses after it`() {
        #expect(state(logged("1", 5, review: 1)) == .inForce)
        #expect(state(logged("1", 5, review: 0)) == .due)
        #expect(state(logged("1", 5, review: -1)) == .overdue)
        #expect(state(logged("1", 45, review: -30)) == .overdue)
        #expect(state(logged("1", 45, review: -31)) == nil)
    }

    @Test func `Without a review date it is 60 days, and never more than 90`() {
        #expect(state(logged("1", 59, review: nil)) == .inForce)
        #expect(state(logged("1", 60, review: nil)) == .due)
        #expect(state(logged("1", 90, review: 300)) == .due)
    }

    @Test func `A later row supersedes, a withdrawal ends, later facts do not count`() {
        let old = logged("1", 50, review: -1)
        #expect(state(old, logged("2", 1, review: 30)) == .inForce)
        #expect(state(logged("2", 1, review: 30), old) == .inForce)
        #expect(state(logged("2", 1, review: 30, withdrawn: 0), old) == nil)
        #expect(state(logged("2", 1, review: 30, withdrawn: -1), old) == .inForce)
        #expect(state(old, logged("2", -1, review: 30)) == .overdue)
    }

    @Test func `An entry keeps what the score said, and needs a note and a possible date`() throws {
        let score = WrittenScores(points: [day: [38.04]], accounts: 1).scores(on: day)[0]
        let entry = OverrideEntry(tier: .green, reason: "sponsor", note: "New sponsor is a fan")
        let row = try entry.override(id: "n", account: 3, csm: 1, score: score, policy: policy)
        #expect(row.logged == day && row.reevaluate == day + 60 && row.account == 3)
        #expect(row.modelTier == .red && row.modelScore == Score(tenths: 380))
        var empty = entry
        empty.note = " \n"
        #expect(throws: HealthDeskError.emptyNote) {
            try empty.override(id: "n", account: 3, csm: 1, score: score, policy: policy)
        }
        for days in [0, 91] {
            var late = entry
            late.review = day + days
            #expect(
                throws: HealthDeskError.reviewOutOfRange(
                    day + days, first: day + 1, last: day + 90)
            ) { try late.override(id: "n", account: 3, csm: 1, score: score, policy: policy) }
        }
    }

    @Test func `A review adds a row: kept, changed or withdrawn`() throws {
        let score = WrittenScores(points: [day: [38]], accounts: 1).scores(on: day)[0]
        let due = logged("1", 60, review: 0)
        let kept = try OverrideEntry(tier: .green, note: "Still so")
            .override(id: "2", account: due.account, csm: 0, score: score, policy: policy)
        #expect(kept.id == "2" && state(due, kept) == .inForce)
        let withdrawn = due.withdrawn(on: day)
        #expect(withdrawn.id == "1" && withdrawn.withdrawn == day && state(withdrawn) == nil)
    }
}
