public import Domain

/// How long before the due date an override was logged.
///
/// Each bucket has a landmark. Accounts without an override are looked at that many days before
/// their due date, and the scores of that day tell what scores of the bucket have meant.
///
/// Source: `Documentation/methods.md`, 12.
public enum LeadBucket: Int, Sendable, CaseIterable, Codable {
    /// From the shortest eligible lead to `Policy.shortLeadDays`.
    case short
    /// Longer, up to `Policy.mediumLeadDays`.
    case medium
    /// Longer than that.
    case long

    /// The bucket of a lead in days.
    public init(leadInDays lead: Int, policy: Policy) {
        self =
            lead <= Int(policy.shortLeadDays)
            ? .short : lead <= Int(policy.mediumLeadDays) ? .medium : .long
    }

    /// The shortest lead of the bucket, in days.
    public func shortestLead(_ policy: Policy) -> Int {
        switch self {
        case .short: Int(policy.overrideMinimumLeadDays)
        case .medium: Int(policy.shortLeadDays) + 1
        case .long: Int(policy.mediumLeadDays) + 1
        }
    }

    /// The longest lead of the bucket, in days.
    public func longestLead(_ policy: Policy) -> Int {
        switch self {
        case .short: Int(policy.shortLeadDays)
        case .medium: Int(policy.mediumLeadDays)
        case .long: Int(policy.overrideMaximumLeadDays)
        }
    }

    /// The landmark of the bucket, in days before the due date.
    public func landmark(_ policy: Policy) -> Int {
        switch self {
        case .short: Int(policy.shortLandmarkDays)
        case .medium: Int(policy.mediumLandmarkDays)
        case .long: Int(policy.longLandmarkDays)
        }
    }

    /// Its shortest and its longest lead: `14-30`, `31-90`, `91-180` by default.
    public func name(_ policy: Policy) -> String {
        "\(shortestLead(policy))-\(longestLead(policy))"
    }
}
