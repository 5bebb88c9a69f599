import Calendar
import Domain
import HealthDesk
import Scoring
import Statistics
import Testing

struct UrgencyTests {
    private let day = WrittenDay.day

    private func override(_ account: Int, _ tier: Tier, logged: Int, review: Int) -> Override {
        Override(
            id: "o\(account)", account: account, csm: 0, logged: day - logged, asserted: tier,
            reevaluate: day + review)
    }

    @Test func `The formula by hand`() throws {
        var written = WrittenDay([38], earlier: [50])
        written.working.dueDates = [
            DueDate(id: "r0", account: 0, due: day - 3),
            DueDate(id: "r", account: 0, due: day + 105),
        ]
        written.working.touches = [
            Touch(id: "t", account: 0, held: day - 45, kind: .call),
            Touch(id: "u", account: 0, held: day - 2, kind: .email),
            Touch(id: "v", account: 0, held: day + 1, kind: .call),
        ]
        let line = try #require(written.standing.lines(of: 0).first)
        // Level 0.62, decline 12 of 30 points, silence 45 of 60 days, time halfway from 1 to 0.4.
        let expected = (0.5 * 0.62 + 0.3 * 0.4 + 0.2 * 0.75) * 0.7
        #expect(abs(line.urgency.value - expected) < 1e-12)
        #expect(
            line.urgency.explanation == [
                "Urgency 0.41 = (0.5 × 0.62 + 0.3 × 0.40 + 0.2 × 0.75) × 0.70.",
                "Level 0.62: the score is 38.0.", "Decline 0.40: 12.0 points down in 30 days.",
                "Silence 0.75: the last meaningful touch was 45 days ago.",
                "Time 0.70: the renewal is in 105 days.",
            ])
    }

    @Test func `Unknown parts count a half and say so`() throws {
        let line = try #require(WrittenDay([nil]).standing.lines(of: nil).first)
        #expect(line.urgency.value == 0.25)
        #expect(line.urgency.explanation[1] == "Level 0.50: there is no score, so it counts 0.50.")
        #expect(line.urgency.explanation[4] == "Time 0.50: no renewal is known, so it counts 0.50.")
    }

    @Test(arguments: [(0, 1.0), (30, 1), (31, 0.996), (179, 0.404), (180, 0.4), (900, 0.4)])
    func `Time falls from 1 to 0.4`(days: Int, time: Double) throws {
        var written = WrittenDay([50])
        written.working.dueDates = [DueDate(id: "r", account: 0, due: day + days)]
        let line = try #require(written.standing.lines(of: 0).first)
        #expect(abs(line.urgency.time.value - time) < 1e-12)
    }

    @Test func `An override to green or amber sets the level, one to red does not`() throws {
        var written = WrittenDay([20, 20, 80])
        written.portfolio.overrides = [
            override(0, .green, logged: 5, review: 20), override(1, .amber, logged: 5, review: 20),
            override(2, .red, logged: 5, review: 20),
        ]
        let today = try written.standing
        let levels = today.lines(of: 0).sorted { $0.standing.position < $1.standing.position }
            .map(\.urgency.level)
        #expect(levels.map { ($0.value * 1000).rounded() } == [150, 450, 200])
        #expect(levels[0].words == "an override to green counts as a score of 85")
        #expect(levels[2].words == "the score is 80.0")
        // The score stays.
        #expect(today.standings.map(\.score.value) == [20, 20, 80])
    }

    @Test func `Missed reviews and open escalations come first`() throws {
        var written = WrittenDay([1, 99, 98, 50])
        written.portfolio.overrides = [override(1, .green, logged: 60, review: -1)]
        written.working.actions = [
            Action(id: "e", account: 2, kind: .escalation, title: "Outage", opened: day - 3),
            Action(
                id: "f", account: 3, kind: .escalation, title: "Old", opened: day - 9,
                closed: day - 1),
        ]
        let lines = try written.standing.lines(of: 0)
        #expect(lines.map(\.standing.account.id.text) == ["c", "b", "a", "d"])
        #expect(lines[0].reason == "An escalation has been open since \(day - 3): Outage")
        #expect(lines[1].reason == "An override has been waiting for its review since \(day - 1)")
        #expect(
            lines[1].urgency.explanation.first
                == "First, because an override has been waiting for its review since \(day - 1).")
        #expect(lines[1].urgency.level.words == "the score is 99.0")
    }

    @Test func `The reason is what adds most, with its data point`() throws {
        var written = WrittenDay([80, 40, 80, nil], earlier: [80, 70, 80, nil])
        written.scores.components[day] = [
            [.written("support", 60, dataPoint: "Tickets: 4"), .written("usage", 100)],
            [.written("support", 20, dataPoint: "Tickets: 9"), .written("usage", 60)], [], [],
        ]
        written.scores.components[day - 30] = [
            [], [.written("support", 80), .written("usage", 60)], [], [],
        ]
        written.working.touches = [
            Touch(id: "t", account: 0, held: day, kind: .call),
            Touch(id: "u", account: 1, held: day, kind: .call),
            Touch(id: "v", account: 2, held: day - 59, kind: .call),
        ]
        let reasons = try written.standing.lines(of: 0)
            .sorted { $0.standing.position < $1.standing.position }.map(\.reason)
        #expect(
            reasons == [
                "Support is 60: tickets: 4", "Support is 20: tickets: 9",
                "The last meaningful touch was 59 days ago", "There is no score",
            ])
        written.policy.declineWeight = 0.5
        let fallen = try written.standing.lines(of: 0).first { $0.standing.position == 1 }
        #expect(
            fallen?.reason == "30.0 points down in 30 days: support fell from 80 to 20: tickets: 9")
    }

    @Test func `The latest assignment owns, unless its CSM has left`() throws {
        var written = WrittenDay([50, 50])
        written.portfolio.assignments.append(Assignment(account: 1, csm: 1, start: day))
        #expect(try written.standing.standings.map(\.owner) == [0, 1])
        written.portfolio.csms[1].endDate = day
        #expect(try written.standing.standings.map(\.owner) == [0, 0])
        #expect(try written.standing.lines(of: 1).isEmpty)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func `The order of facts does not matter, and no override changes a score`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        let written = WrittenDay.random(&random)
        var shuffled = written
        shuffled.portfolio.overrides.shuffle(using: &random)
        shuffled.portfolio.assignments.shuffle(using: &random)
        shuffled.working.touches.shuffle(using: &random)
        shuffled.working.actions.shuffle(using: &random)
        shuffled.working.dueDates.shuffle(using: &random)
        shuffled.working.contacts.shuffle(using: &random)
        let (today, other) = (try written.standing, try shuffled.standing)
        let (lines, others) = (today.lines(of: 0), other.lines(of: 0))
        #expect(lines.map(\.standing.position) == others.map(\.standing.position))
        #expect(lines.map(\.urgency) == others.map(\.urgency))
        #expect(lines.map(\.reason) == others.map(\.reason))
        #expect(
            lines.map { $0.standing.openActions.map(\.id) }
                == others.map { $0.standing.openActions.map(\.id) })
        let figures = PortfolioFigures(today.standings, policy: written.policy)
        #expect(
            figures
                == PortfolioFigures(today.standings.reversed(), policy: written.policy))
        #expect(lines.allSatisfy { (0...1).contains($0.urgency.value) })
        var without = written
        without.portfolio.overrides = []
        let plain = try without.standing
        #expect(plain.standings.map(\.score) == today.standings.map(\.score))
        #expect(plain.standings.map(\.earlier) == today.standings.map(\.earlier))
        let plainFigures = PortfolioFigures(plain.standings, policy: written.policy)
        #expect(plainFigures == figures)
    }
}
