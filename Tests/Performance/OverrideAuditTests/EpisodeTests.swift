import Calendar
import Domain
import OverrideAudit
import PerformanceTestSupport
import TestSupport
import Testing

struct EpisodeTests {
    /// One account whose renewal falls due on 2026-06-30.
    private func builder(_ outcome: Renewal.Outcome = .renewed, closed: Day? = nil)
        -> PortfolioBuilder
    {
        var builder = PortfolioBuilder(accounts: 1)
        builder.renewal(0, due: "2026-06-30", outcome, closed: closed)
        return builder
    }

    private func kind(_ change: (inout PortfolioBuilder) -> Void) throws -> OverrideEligibility {
        var builder = builder()
        change(&builder)
        return try #require(try builder.audit().overrides.first).eligibility
    }

    @Test func `Every override is the first of the classes that applies`() throws {
        #expect(try kind { $0.override(0, "2026-05-01", says: .green, model: nil) } == .unknownTier)
        #expect(try kind { $0.override(0, "2026-05-01", says: .red, model: .red) } == .affirm)
        #expect(try kind { $0.override(0, "2026-07-01", says: .green, model: .red) } == .noRenewal)
        #expect(try kind { $0.override(0, "2026-06-17", says: .green, model: .red) } == .tooLate)
        #expect(try kind { $0.override(0, "2026-06-16", says: .green, model: .red) } == .eligible)
        #expect(try kind { $0.override(0, "2026-01-01", says: .green, model: .red) } == .eligible)
        #expect(try kind { $0.override(0, "2025-12-31", says: .green, model: .red) } == .tooEarly)
        let decided = try kind {
            $0.facts.renewals[0].notice = "2026-04-01"
            $0.override(0, "2026-04-01", says: .green, model: .red)
        }
        #expect(decided == .tooLate)
    }

    @Test
    func `The model's tier comes from the log, else from the logged score, else from history`()
        throws
    {
        var builder = builder()
        builder.score(0, "2026-04-20", 39.9)
        builder.override(0, "2026-05-01", says: .green, model: nil, id: "from history")
        builder.override(0, "2026-05-21", says: .green, model: nil, id: "too old a score")
        let judged = try builder.audit().overrides
        #expect(judged.map(\.modelTier) == [.red, nil])
        builder.facts.overrides[0].modelScore = Score(tenths: 400)
        #expect(try builder.audit().overrides[0].modelTier == .amber)
        builder.facts.overrides[0].modelTier = .red
        #expect(try builder.audit().overrides[0].modelTier == .red)
    }

    @Test func `Overrides that follow within a week after the latest end are one episode`() throws {
        var builder = builder()
        builder.override(0, "2026-02-01", says: .green, model: .red, until: "2026-03-01")
        builder.override(0, "2026-03-08", says: .amber, model: .red, csm: 1, until: "2026-03-20")
        builder.override(0, "2026-03-28", says: .green, model: .red)
        let episodes = try builder.audit().episodes
        #expect(episodes.map(\.overrides.count) == [2, 1])
        #expect(episodes.map(\.csm) == [0, 0])
        #expect(episodes.map(\.isCounted) == [true, false])
        #expect(episodes[0].id == "o0-2026-02-01")
    }

    @Test func `An override in the other direction ends an episode`() throws {
        var builder = builder()
        builder.override(0, "2026-02-01", says: .green, model: .amber)
        builder.override(0, "2026-02-10", says: .red, model: .amber)
        builder.override(0, "2026-02-20", says: .green, model: .amber)
        let episodes = try builder.audit().episodes
        #expect(episodes.map(\.direction) == [.up, .down, .up])
        #expect(episodes.map(\.isCounted) == [true, true, false])
    }

    @Test func `Verdicts never call a warning wrong`() throws {
        func verdict(
            _ says: Tier, _ outcome: Renewal.Outcome, session: Day? = nil
        ) throws -> Verdict? {
            var builder = builder(outcome, closed: outcome == .open ? nil : "2026-06-30")
            builder.override(0, "2026-05-01", says: says, model: .amber)
            if let session {
                builder.facts.sessions.append(Session(account: 0, csm: 1, held: session))
            }
            return try #require(try builder.audit().episodes.first).verdict
        }
        #expect(try verdict(.green, .renewed) == .csmRight)
        #expect(try verdict(.green, .churned) == .scoreRight)
        #expect(try verdict(.green, .open) == .scoreRight, "lapsed after ninety days")
        #expect(try verdict(.red, .churned) == .csmRight)
        #expect(try verdict(.red, .renewed) == .renewedWithoutAction)
        #expect(try verdict(.red, .renewed, session: "2026-05-01") == .renewedWithoutAction)
        #expect(try verdict(.red, .renewed, session: "2026-05-02") == .renewedWithAction)
        #expect(try verdict(.red, .renewed, session: "2026-06-30") == .renewedWithAction)
        #expect(try verdict(.red, .renewed, session: "2026-07-01") == .renewedWithoutAction)
    }

    @Test func `A renewal is judged thirty days after its due date, whatever came of it`() throws {
        func state(due: Day, _ outcome: Renewal.Outcome) throws -> EpisodeState {
            var builder = PortfolioBuilder(accounts: 1)
            builder.renewal(0, due: due, outcome)
            builder.override(0, due - 60, says: .green, model: .red)
            return try #require(try builder.audit().episodes.first).state
        }
        #expect(try state(due: "2026-10-01", .churned) == .pending)
        #expect(try state(due: "2026-09-30", .churned) == .churned)
        #expect(try state(due: "2026-09-30", .open) == .overdue)
        #expect(try state(due: "2026-07-01", .open) == .churned)
    }
}
