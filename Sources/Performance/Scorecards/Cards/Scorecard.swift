import Calendar
public import Attribution
import Domain

/// The numbers of the company, a team, a CSM or a pool for one month.
public struct Scorecard: Sendable {
    /// What it is about.
    public let scope: Scope
    /// The renewal events due in the window.
    public let renewals: RenewalCounts
    /// The customers behind these events.
    public let customers: CustomerCounts
    /// The metrics.
    public package(set) var metrics: Metrics
    /// The account with the largest share of the renewal ratios; nil without settled events.
    public let largestShare: LargestShare?
    /// Whether so many of the company's events lapsed that outcomes are likely missing.
    public internal(set) var haveOutcomesMissing = false
    /// How many of its events lapsed, where outcomes are likely missing; 0 elsewhere.
    public var missingOutcomes: Int { haveOutcomesMissing ? renewals.lapsed : 0 }
    /// One sentence for reading aloud.
    public internal(set) var sentence: String
}
