import Calendar
import Domain
import OverrideAudit
import PerformanceTestSupport
import TestSupport
import Testing

/// Overrides of accounts with several contracts, and overrides that were taken out of the log.
@Suite struct EventLinesTests {
    private func builder() -> PortfolioBuilder {
        var builder = PortfolioBuilder(accounts: 1)
        builder.renewal(0, due: "2026-06-30", before: 100, after: 90, line: "-1")
        builder.renewal(0, due: "2026-06-30", before: 50, after: 0, line: "-2")
        return builder
    }

    @Test func `Lines that are due together judge an override once, by their event`() throws {
        var builder = builder()
        builder.override(0, "2026-05-01", says: .green, model: .red)
        let audit = try builder.audit()
        #expect(audit.episodes.map(\.state) == [.renewed])
        #expect(audit.episodes.map(\.arr) == [150])
        #expect(audit.episodes.map(\.renewal) == [0])
        #expect(audit.overrides.map(\.lead) == [60])
    }

    @Test func `An event is decided by notices of all lines, not by that of one`() throws {
        var builder = builder()
        builder.facts.renewals[0].notice = "2026-04-01"
        builder.facts.renewals[1].closed = "2026-04-20"
        builder.override(0, "2026-04-19", says: .green, model: .red, id: "before")
        builder.override(0, "2026-04-20", says: .green, model: .red, id: "after")
        let kinds = try builder.audit().overrides.map(\.eligibility)
        #expect(kinds == [.eligible, .tooLate])
    }

    private func withdrawn(
        _ day: Day, logged: Day = "2026-05-01", month: Month = october,
        _ change: (inout PortfolioBuilder) -> Void = { _ in }
    ) throws -> Int {
        var builder = builder()
        change(&builder)
        builder.facts.withdrawnOverrides = [
            WithdrawnOverride(
                Override(id: "w", account: 0, csm: 0, logged: logged, asserted: .green), on: day)
        ]
        let audit = try builder.audit(month: month)
        #expect(audit.overrides.isEmpty)
        return audit.withdrawnAfterOutcome
    }

    @Test func `An override that left the log after its renewal was settled is counted`() throws {
        #expect(try withdrawn("2026-06-29") == 0)
        #expect(try withdrawn("2026-06-30") == 1)
        #expect(try withdrawn("2027-01-15") == 1)
        // It was settled by one month's end, and not yet by that of the month before.
        #expect(try withdrawn("2027-01-15", month: Month(year: 2026, month: 5)) == 0)
        // Without a renewal that would judge it.
        #expect(try withdrawn("2027-01-15", logged: "2026-07-01") == 0)
    }

    @Test func `A renewal that lapsed was settled on its 91st day`() throws {
        func open(_ builder: inout PortfolioBuilder) {
            for index in builder.facts.renewals.indices {
                builder.facts.renewals[index].outcome = .open
            }
        }
        #expect(try withdrawn("2026-09-28", open) == 0)
        #expect(try withdrawn("2026-09-29", open) == 1)
    }
}
