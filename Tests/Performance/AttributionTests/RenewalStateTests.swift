import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import TestSupport
import Testing

@Suite struct RenewalStateTests {
    static let asOf: Day = "2026-10-31"

    private func state(
        due: Day, outcome: Renewal.Outcome = .open, closed: Day? = nil
    ) -> RenewalState? {
        let renewal = Renewal(
            id: "r", account: 0, due: due, outcome: outcome, closed: closed, arrBefore: 1,
            arrAfter: outcome == .renewed ? 1 : 0)
        return RenewalState(
            of: RenewalLines(at: 0, of: [renewal]), asOf: Self.asOf, policy: Policy())
    }

    @Test(arguments: [
        (0, RenewalState.pending), (30, .pending), (31, .overdue), (90, .overdue), (91, .lapsed),
        (400, .lapsed),
    ])
    func `An event without closing ages from pending to overdue to lapsed`(
        age: Int, expected: RenewalState
    ) {
        #expect(state(due: Self.asOf - age) == expected)
    }

    @Test func `An event that falls due later has no state, however early it was signed`() {
        #expect(state(due: Self.asOf + 1, outcome: .renewed, closed: "2026-01-01") == nil)
    }

    @Test func `A closing counts from its day on`() {
        #expect(state(due: "2026-10-01", outcome: .renewed, closed: Self.asOf) == .renewed)
        #expect(state(due: "2026-10-01", outcome: .renewed, closed: Self.asOf + 1) == .pending)
        #expect(state(due: "2026-07-01", outcome: .churned, closed: Self.asOf + 1) == .lapsed)
        #expect(state(due: "2026-07-01", outcome: .churned, closed: "2026-01-01") == .churned)
    }

    @Test func `A closing without a day counts from the due date on`() {
        #expect(state(due: Self.asOf, outcome: .renewed) == .renewed)
    }

    @Test func `Renewed, churned and lapsed are settled`() {
        #expect(RenewalState.allCases.filter(\.isSettled) == [.renewed, .churned, .lapsed])
    }
}
