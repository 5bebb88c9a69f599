/// The kinds of signals, in the order in which they are listed.
///
/// Source: `Documentation/methods.md`, 16.
public enum SignalFamily: String, Sendable, CaseIterable, Codable {
    /// The health score and its components.
    case score
    /// How the score moved.
    case movement
    /// Sessions and surveys.
    case contact
    /// The account and its owner.
    case account
    /// The quantities of the `measures` feed.
    case measures
    /// The `milestones` feed.
    case milestones

    /// Its place in the order.
    var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
