import Calendar
public import Attribution
import Domain

/// The numbers of the company, a team, a CSM or a pool for one month.
public struct Scorecard: Sendable {
    /// Whom or what it is about.
    public let scope: Scope
    /// The renewal events due in the window.
    public let renewals: RenewalCounts
    /// The numbers.
    public let metrics: Metrics
    /// The account that weighs most in the renewal ratios; nil without settled events.
    public let largestShare: LargestShare?
    /// One line that can be read aloud.
    public let sentence: String
}
