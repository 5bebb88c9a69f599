package import Attribution
package import Calendar
package import Domain
package import Scorecards
package import TestSupport

/// The month of nearly all tests: its window is 2025-11-01 to 2026-10-31.
package let october = Month(year: 2026, month: 10)

/// A policy under which small portfolios have rates.
package func policy(minimumCount: Double = 1) -> Policy {
    var policy = Policy()
    policy.minimumCount = minimumCount
    return policy
}

/// The attributed facts.
package func attributed(
    _ builder: PortfolioBuilder, policy: Policy = policy(), month: Month = october
) -> AttributedPortfolio {
    AttributedPortfolio(builder.portfolio, policy: policy, month: month)
}

/// The cards of the facts.
package func cards(
    _ builder: PortfolioBuilder, policy: Policy = policy(), month: Month = october
) -> Scoreboard {
    Scoreboard(attributed(builder, policy: policy, month: month))
}

/// The company, teams, CSMs and pools.
package func allCards(_ board: Scoreboard) -> [Scorecard] {
    [board.company] + board.teams + board.csms + [board.transition, board.unassigned]
}

extension AttributedPortfolio {
    /// The trends as they are with these scores, of which some may be of later months.
    package func trends(health: InMemoryHealth) -> [Trend] {
        var scores = MonthEndScores(self)
        health.forEachMonth(
            from: scores.earliestMonth, through: frame.month + 12
        ) { scores.note($0) }
        return trends(health: scores)
    }
}
