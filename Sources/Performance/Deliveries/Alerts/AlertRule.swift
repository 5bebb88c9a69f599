package import Access

/// A rule that raises alerts. Alerts are about the month and the data, never about an account or a
/// person.
package enum AlertRule: String, Sendable, CaseIterable {
    /// A settled month or quarter of a metric lies outside its limits.
    case outsideLimits = "outside_limits"
    /// A feed ends too early.
    case staleFeed = "stale_feed"
    /// Disputes are open shortly before the preview of a month ends, or after.
    case openDisputes = "open_disputes"

    /// The right needed to get its alerts.
    package var right: Right {
        switch self {
        case .outsideLimits: .trends
        case .staleFeed: .quality
        case .openDisputes: .answers
        }
    }

    /// In a few words.
    package var words: String {
        switch self {
        case .outsideLimits: "a point outside its limits"
        case .staleFeed: "a stale feed"
        case .openDisputes: "disputes open before closing"
        }
    }
}

/// Something that a rule found.
package struct Alert: Sendable, Equatable {
    /// The rule.
    package let rule: AlertRule
    /// What tells it apart from other alerts of all rules, also after a restart.
    package let key: String
    /// What happened, in a sentence.
    package let sentence: String

    init(_ rule: AlertRule, _ about: String, _ sentence: String) {
        self.rule = rule
        key = "\(rule.rawValue) \(about)"
        self.sentence = sentence
    }
}
