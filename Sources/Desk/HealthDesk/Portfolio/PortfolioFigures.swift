public import Domain
public import Scoring

/// The figures of some accounts, such as a CSM's.
public struct PortfolioFigures: Sendable, Equatable {
    /// How many accounts there are.
    public let accounts: Int
    /// How many are in each tier.
    public let counts: [Tier: Int]
    /// Days to the next renewal, on average over the accounts with one; nil without any.
    public let averageDaysToRenewal: Double?
    /// Accounts without a meaningful touch in the last `quietDays`, or without any.
    public let quiet: Int
    /// Open actions of playbooks.
    public let openPlaybookActions: Int
    /// Open actions of any kind that are overdue.
    public let overdueActions: Int

    /// The figures of some accounts, in any order.
    public init(_ standings: [AccountStanding], policy: DeskPolicy) {
        accounts = standings.count
        counts = Dictionary(standings.compactMap(\.score.tier).map { ($0, 1) }, uniquingKeysWith: +)
        let days = standings.compactMap(\.daysToRenewal)
        averageDaysToRenewal =
            days.isEmpty ? nil : Double(days.reduce(0, +)) / Double(days.count)
        quiet = standings.count { $0.daysSinceTouch.map { Double($0) > policy.quietDays } ?? true }
        openPlaybookActions = standings.reduce(0) { sum, standing in
            sum + standing.openActions.count { $0.kind == .playbook }
        }
        overdueActions = standings.reduce(0) { $0 + $1.overdueActions.count }
    }

    /// How many accounts have a score.
    public var scored: Int { counts.values.reduce(0, +) }

    /// The share of the accounts with a score that are in a tier; nil if none has one.
    public func share(of tier: Tier) -> Double? {
        scored == 0 ? nil : Double(counts[tier, default: 0]) / Double(scored)
    }
}
