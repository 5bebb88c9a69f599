import Calendar
import Domain

/// A store that holds the facts of a sample and their scores in memory.
struct WorldReading: FactReading {
    let portfolio: Portfolio
    let health: any HealthHistory
    let lastHealthDay: Day?
    let dataDigest = "0123456789abcdef"
    let notImported: [Feed: NotImported] = [:]

    func extents(through month: Month) -> [FeedExtent] {
        Feed.allCases.map { feed in
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
        case .targets: portfolio.targets.count
        case .benchmarks: portfolio.benchmarks.count
        case .fx: portfolio.rates.count
        }
    }
}
