import Attribution
import Domain
import PerformanceTestSupport
import Scorecards
import Statistics
import TestSupport
import Testing

/// The rows that a CSM is shown are those that the card counts.
struct CardRowsTests {
    @Test(arguments: 0..<20)
    func `As many rows as the card counts`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let review = attributed(randomPortfolio(&generator))
        var found = 0
        for card in Scoreboard(review).csms {
            guard case .csm(let csm) = card.scope else { continue }
            let rows = review.rows(behindCardOf: csm)
            // The lines of an event are rows of their own.
            let events = Set(
                rows.renewals.map { position in
                    let line = review.portfolio.renewals[position]
                    return "\(line.account) \(line.due)"
                })
            #expect(events.count == card.renewals.due)
            let metrics = card.metrics
            let answers =
                (metrics.nps.estimate.denominator ?? 0) + (metrics.csat.estimate.denominator ?? 0)
            #expect(Double(rows.surveys.count) == answers)
            let created = rows.opportunities.count {
                review.frame.window.contains(review.portfolio.opportunities[$0].created)
            }
            let counts = metrics.opportunities
            #expect(created == counts.open + counts.won + counts.lost)
            found += rows.renewals.count + rows.surveys.count + rows.opportunities.count
        }
        #expect(found > 0)
    }

    @Test func `Whom an account left before the window has nothing to dispute about it`() {
        var builder = PortfolioBuilder()
        let (first, second) = (builder.csm("c1"), builder.csm("c2"))
        let account = builder.account("a1")
        builder.assign(account, to: first, from: "2023-01-01", until: "2024-06-01")
        builder.assign(account, to: second, from: "2024-06-01")
        builder.renewal(account, due: "2026-05-01", after: 100, closed: "2026-05-01")
        let review = attributed(builder)
        let before = review.rows(behindCardOf: first)
        #expect(before.renewals.isEmpty && before.assignments.isEmpty && before.arr.isEmpty)
        let after = review.rows(behindCardOf: second)
        #expect(after.renewals == [0] && after.assignments == [1])
    }
}
