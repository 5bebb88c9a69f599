package import Calendar
package import Domain
package import Sample
package import TestSupport

/// A store that holds the facts of a sample and their scores in memory.
package struct SampleReading: FactReading {
    package let portfolio: Portfolio
    package let health: any HealthHistory
    package let measures: any MeasureHistory
    package let lastHealthDay: Day?
    package var firstHealthDay: Day? { lastHealthDay }
    package let dataDigest = "0123456789abcdef"
    package let notImported: [Feed: NotImported] = [:]

    /// A store with these facts and scores.
    package init(
        portfolio: Portfolio, health: any HealthHistory, measures: InMemoryMeasures = .init(),
        lastHealthDay: Day?
    ) {
        self.portfolio = portfolio
        self.health = health
        self.measures = measures
        self.lastHealthDay = lastHealthDay
    }

    /// A store with the facts and scores of a sample.
    ///
    /// - Parameters:
    ///   - sample: the sample.
    ///   - withMeasures: whether its usage reports are read as well, which takes a while.
    /// - Throws: `SampleError` where a size is out of range.
    package init(_ sample: SamplePortfolio, withMeasures: Bool = false) throws {
        let planted = try PlantedTruthPortfolio(sample)
        self.init(
            portfolio: planted.facts, health: planted.health,
            measures: withMeasures ? try planted.measures(of: sample) : .init(),
            lastHealthDay: sample.lastDay)
    }

    package func extents(through month: Month) -> [FeedExtent] {
        Feed.performance.map { feed in
            FeedExtent(
                feed: feed, rows: rows(of: feed), first: nil,
                last: feed == .health ? lastHealthDay : nil)
        }
    }

    private func rows(of feed: Feed) -> Int {
        switch feed {
        case .accounts: portfolio.accounts.count
        case .csms: portfolio.csms.count
        case .assignments: portfolio.assignments.count
        case .health: lastHealthDay == nil ? 0 : portfolio.accounts.count
        case .overrides: portfolio.overrides.count
        case .renewals: portfolio.renewals.count
        case .arr: portfolio.arr.count
        case .opportunities: portfolio.opportunities.count
        case .surveys: portfolio.surveys.count
        case .sessions: portfolio.sessions.count
        case .measures: 0
        case .milestones: portfolio.milestones.count
        case .targets: portfolio.targets.count
        case .benchmarks: portfolio.benchmarks.count
        case .fx: portfolio.rates.count
        case .touches, .actions, .contacts, .dueDates, .ratings, .dismissals: 0
        }
    }
}
