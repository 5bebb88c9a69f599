/// Which way a CSM departs from the model.
public enum OverrideDirection: String, Sendable, CaseIterable {
    /// The CSM sees the account better than the model does.
    case up
    /// The CSM sees it worse.
    case down
}

/// What the audit makes of an override: the first that applies.
///
/// Source: `Documentation/methods.md`, 11.
public enum OverrideClass: String, Sendable, CaseIterable {
    /// Nobody knows what the model said that day.
    case unknownTier = "unknown_tier"
    /// The CSM asserts what the model says.
    case affirm
    /// The account has no renewal from that day on.
    case noRenewal = "no_renewal"
    /// Logged too shortly before the due date, or when the outcome was known.
    case tooLate = "too_late"
    /// Logged too long before the due date.
    case tooEarly = "too_early"
    /// Its renewal can judge it.
    case eligible
}

/// How long before the due date something was said; judged against scores at a landmark.
public enum LeadBucket: Int, Sendable, CaseIterable {
    /// 14 to 30 days.
    case short
    /// 31 to 90 days.
    case medium
    /// 91 to 180 days.
    case long

    /// The bucket of a lead of at most 180 days.
    public init(lead: Int) { self = lead <= 30 ? .short : lead <= 90 ? .medium : .long }

    /// Its smallest lead in days.
    public var shortestLead: Int {
        switch self {
        case .short: 14
        case .medium: 31
        case .long: 91
        }
    }

    /// Days before the due date at which accounts without an override are looked at.
    public var landmark: Int {
        switch self {
        case .short: 22
        case .medium: 60
        case .long: 120
        }
    }

    /// `14-30`, `31-90`, `91-180`.
    public var name: String {
        switch self {
        case .short: "14-30"
        case .medium: "31-90"
        case .long: "91-180"
        }
    }
}
