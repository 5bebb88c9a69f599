import Statistics
import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

/// An event due 2026-07-30 counts ownership from 2026-01-31 to 2026-06-30: 151 days.
@Suite struct OwnershipTests {
    static let due: Day = "2026-07-30"

    private func owner(
        asOf: Day = "2026-10-31", policy: Policy = Policy(),
        _ assignments: (csm: Int, start: Day, end: Day?)...
    ) -> Owner {
        var builder = PortfolioBuilder()
        builder.account("a")
        for csm in 0..<3 { builder.csm("c\(csm)") }
        for assignment in assignments {
            builder.assign(0, to: assignment.csm, from: assignment.start, until: assignment.end)
        }
        let ownership = Ownership(builder.portfolio, asOf: asOf)
        return ownership.owner(of: 0, due: Self.due, policy: policy)
    }

    @Test func `The event goes to the CSM with most days`() {
        #expect(owner((0, "2025-01-01", "2026-04-16"), (1, "2026-04-16", nil)) == .csm(1))
        #expect(owner((0, "2025-01-01", "2026-04-17"), (1, "2026-04-17", nil)) == .csm(0))
    }

    @Test func `An assignment ends on the day its CSM leaves, once that day has come`() {
        func owners(asOf: Day, end: Day? = nil) -> [Int?] {
            var builder = PortfolioBuilder()
            builder.account("a")
            builder.csm("c0", until: "2026-03-01")
            builder.csm("c1")
            builder.assign(0, to: 0, from: "2025-01-01", until: end)
            builder.assign(0, to: 1, from: "2026-05-01")
            builder.assign(0, to: 0, from: "2026-06-01")
            let ownership = Ownership(builder.portfolio, asOf: asOf)
            return ["2026-02-28", "2026-03-01", "2026-05-01", "2026-10-31"].map {
                ownership.csm(of: 0, on: $0)
            }
        }
        #expect(owners(asOf: "2026-10-31") == [0, nil, 1, 1])
        #expect(owners(asOf: "2026-10-31", end: "2026-02-01") == [nil, nil, 1, 1])
        #expect(owners(asOf: "2026-10-31", end: "2026-04-01") == [0, nil, 1, 1])
        #expect(owners(asOf: "2026-03-01") == [0, nil, nil, nil])
        // Not known yet: the assignment goes on.
        #expect(owners(asOf: "2026-02-28") == [0, 0, 0, 0])
    }

    @Test func `Ann left on 2025-02-28: her later events are in transition, then unassigned`() {
        // Case 15: of the days that count, she owned 104 for a renewal due on 15 May, 43 for one due
        // on 15 July and none for one due on 15 September.
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.csm("c0", until: "2025-02-28")
        builder.assign(0, to: 0, from: "2024-01-01")
        let ownership = Ownership(builder.portfolio, asOf: "2025-12-31")
        func owner(_ due: Day) -> Owner { ownership.owner(of: 0, due: due, policy: Policy()) }
        #expect(owner("2025-03-15") == .csm(0))
        #expect(owner("2025-05-15") == .csm(0))
        #expect(owner("2025-07-15") == .transition)
        #expect(owner("2025-09-15") == .unassigned)
    }

    @Test func `Days of one CSM in two separate assignments add up`() {
        #expect(
            owner(
                (0, "2026-01-31", "2026-03-12"), (1, "2026-03-12", "2026-05-11"),
                (0, "2026-05-11", nil)) == .csm(0))
    }

    @Test func `A term begins with the owner's first assignment that reaches into its days`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        for csm in 0..<2 { builder.csm("c\(csm)") }
        builder.assign(0, to: 0, from: "2024-01-01", until: "2026-01-31")
        builder.assign(0, to: 1, from: "2026-01-31", until: "2026-02-10")
        builder.assign(0, to: 0, from: "2026-02-10", until: "2026-03-01")
        builder.assign(0, to: 0, from: "2026-03-10")
        let ownership = Ownership(builder.portfolio, asOf: "2026-10-31")
        func start(_ csm: Int, due: Day = Self.due) -> Day? {
            ownership.termStart(of: 0, by: csm, due: due, policy: Policy())
        }
        #expect(start(0) == "2026-02-10")
        #expect(start(1) == "2026-01-31")
        #expect(start(0, due: "2026-07-29") == "2024-01-01")
        #expect(start(0, due: "2030-01-01") == "2026-03-10")
        #expect(start(1, due: "2030-01-01") == nil)
    }

    @Test func `Whoever takes over in the last thirty days gets nothing`() {
        #expect(owner((0, "2025-01-01", "2026-07-01"), (1, "2026-07-01", nil)) == .csm(0))
    }

    @Test func `Sixty days make an owner, fifty-nine the transition pool`() {
        #expect(owner((0, "2026-05-02", nil)) == .csm(0))
        #expect(owner((0, "2026-05-03", nil)) == .transition)
        #expect(owner((0, "2026-06-30", nil)) == .transition)
    }

    @Test func `Nobody in those days is unassigned`() {
        #expect(owner() == .unassigned)
        #expect(owner((0, "2026-07-01", nil)) == .unassigned)
        #expect(owner((0, "2025-01-01", "2026-01-31")) == .unassigned)
    }

    @Test func `A tie goes to the owner on day ninety before`() {
        // 75 days each, nobody on 2026-04-16; day 90 before is 2026-05-01.
        #expect(
            owner((0, "2026-01-31", "2026-04-16"), (1, "2026-04-17", nil)) == .csm(1))
    }

    @Test func `A tie without one of the tied on day ninety goes to who started last`() {
        // 60 days each for 0 and 1; on 2026-05-01 it is 2, with fewer.
        #expect(
            owner(
                (0, "2026-01-31", "2026-04-01"), (2, "2026-04-01", "2026-05-02"),
                (1, "2026-05-02", nil)) == .csm(1))
        #expect(
            owner(
                (1, "2026-01-31", "2026-04-01"), (2, "2026-04-01", "2026-05-02"),
                (0, "2026-05-02", nil)) == .csm(0))
    }

    @Test func `Adjoining assignments of one CSM are one, of two CSMs or with a gap are not`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.csm("c")
        builder.csm("d")
        builder.assign(0, to: 0, from: "2026-01-01", until: "2026-02-01")
        builder.assign(0, to: 0, from: "2026-02-01", until: "2026-03-01")
        builder.assign(0, to: 1, from: "2026-03-01", until: "2026-04-01")
        builder.assign(0, to: 1, from: "2026-04-02", until: "2026-05-01")
        let ownership = Ownership(builder.portfolio, asOf: "2026-10-31")
        #expect(
            ownership.assignments.map(\.start) == ["2026-01-01", "2026-03-01", "2026-04-02"])
        #expect(ownership.assignments.first?.end == "2026-03-01")
    }

    @Test func `Adjoining assignments on two accounts are not one`() {
        var builder = PortfolioBuilder()
        builder.csm("c")
        builder.assign(builder.account("a"), to: 0, from: "2026-01-01", until: "2026-02-01")
        builder.assign(builder.account("b"), to: 0, from: "2026-02-01")
        #expect(Ownership(builder.portfolio, asOf: "2026-10-31").assignments.count == 2)
    }

    @Test func `An owner owns on the first day and no longer on the end`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.csm("c")
        builder.assign(0, to: 0, from: "2026-02-01", until: "2026-03-01")
        let ownership = Ownership(builder.portfolio, asOf: "2026-10-31")
        #expect(ownership.csm(of: 0, on: "2026-01-31") == nil)
        #expect(ownership.csm(of: 0, on: "2026-02-01") == 0)
        #expect(ownership.csm(of: 0, on: "2026-02-28") == 0)
        #expect(ownership.csm(of: 0, on: "2026-03-01") == nil)
    }

    @Test func `What starts later is not known, what ends later lasts`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.csm("c")
        builder.assign(0, to: 0, from: "2026-02-01", until: "2026-11-01")
        builder.assign(0, to: 0, from: "2026-11-01")
        let known = Ownership(builder.portfolio, asOf: "2026-10-31").assignments
        #expect(known == [Assignment(account: 0, csm: 0, start: "2026-02-01")])
    }

    @Test func `A CSM who has not started owns nothing`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.csm("c", from: "2026-11-01")
        builder.assign(0, to: 0, from: "2025-01-01")
        builder.renewal(0, due: "2026-07-30", after: 100)
        let board = cards(builder)
        #expect(board.csms.isEmpty)
        #expect(board.unassigned.renewals.renewed == 1)
        #expect(board.company.renewals.renewed == 1)
    }

    @Test(arguments: 0..<200)
    func `Counting day by day gives the same owner`(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        var builder = PortfolioBuilder()
        builder.account("a")
        for csm in 0..<4 { builder.csm("c\(csm)") }
        var day = Self.due - Int.random(in: 100...260, using: &generator)
        while day < Self.due {
            let end = day + Int.random(in: 1...70, using: &generator)
            builder.assign(0, to: Int.random(in: 0..<4, using: &generator), from: day, until: end)
            day = end + (Bool.random(using: &generator) ? 0 : 5)
        }
        let ownership = Ownership(builder.portfolio, asOf: "2026-10-31")
        #expect(
            ownership.owner(of: 0, due: Self.due, policy: Policy()) == slowOwner(builder.facts))
    }

    private func slowOwner(_ facts: Portfolio) -> Owner {
        func csm(on day: Day) -> Int? { facts.assignments.first { $0.covers(day) }?.csm }
        let days = (30...180).compactMap { csm(on: Self.due - $0) }
        let counts = Dictionary(days.map { ($0, 1) }, uniquingKeysWith: +)
        guard let most = counts.values.max() else { return .unassigned }
        guard most >= 60 else { return .transition }
        let tied = counts.filter { $0.value == most }.keys
        if let csm = csm(on: Self.due - 90), tied.contains(csm) { return .csm(csm) }
        // The last tied one seen in those days started last.
        let last = (30...180).lazy.compactMap { csm(on: Self.due - $0) }.first(where: tied.contains)
        return last.map { .csm($0) } ?? .unassigned
    }
}
