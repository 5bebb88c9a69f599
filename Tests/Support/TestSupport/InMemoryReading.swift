package import Calendar
package import Domain

/// A store that holds facts and scores in memory.
package struct InMemoryReading: FactReading {
    package let portfolio: Portfolio
    package let dataDigest = "0123456789abcdef"
    package var notImported: [Feed: NotImported] = [:]
    package var working = WorkingFacts()
    private let scores: InMemoryHealth
    private let allMeasures: InMemoryMeasures

    /// A store with these facts and scores.
    package init(_ builder: PortfolioBuilder) {
        let sorted = builder.sorted
        portfolio = sorted.facts
        scores = sorted.health
        allMeasures = sorted.measures
    }

    package var health: any HealthHistory { scores }

    package var measures: any MeasureHistory { allMeasures }

    package var firstHealthDay: Day? { scores.days.min() }

    package var lastHealthDay: Day? { scores.days.max() }

    package func extents(through month: Month) -> [FeedExtent] {
        Feed.performance.map { feed in
            let days = days(of: feed).filter { $0.map { $0 <= month.lastDay } ?? true }
            let known = days.compactMap { $0 }
            return FeedExtent(feed: feed, rows: days.count, first: known.min(), last: known.max())
        }
    }

    private func days(of feed: Feed) -> [Day?] {
        switch feed {
        case .accounts: portfolio.accounts.map(\.customerSince)
        case .csms: portfolio.csms.map(\.startDate)
        case .assignments: portfolio.assignments.map(\.start)
        case .health: scores.days
        case .overrides: portfolio.overrides.map(\.logged)
        case .renewals: portfolio.renewals.map(\.due)
        case .arr: portfolio.arr.map(\.effective)
        case .opportunities: portfolio.opportunities.map(\.created)
        case .surveys: portfolio.surveys.map(\.responded)
        case .sessions: portfolio.sessions.map(\.held)
        case .measures: allMeasures.days
        case .milestones: portfolio.milestones.map(\.reached)
        case .targets: portfolio.targets.map(\.from)
        case .benchmarks: portfolio.benchmarks.map(\.asOf)
        case .fx: portfolio.rates.map(\.date)
        case .touches: working.touches.map(\.held)
        case .actions: working.actions.map(\.opened)
        case .contacts: working.contacts.map(\.from)
        case .ratings: working.ratings.map(\.rated)
        case .dismissals: working.dismissals.map(\.dismissed)
        case .dueDates: working.dueDates.map(\.due)
        }
    }
}
