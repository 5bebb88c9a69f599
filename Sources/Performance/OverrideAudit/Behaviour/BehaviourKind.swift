import Statistics

/// A kind of behaviour that is worth a look. It asks a question and never accuses.
///
/// Source: `Documentation/methods.md`, 15.
public enum BehaviourKind: String, Sendable, CaseIterable, Codable {
    /// Scores that rise into a better tier and land just above its threshold.
    case justAbove = "just_above"
    /// Overrides logged in the last days of a month.
    case monthEnd = "month_end"
    /// Red accounts that changed owners before their due date.
    case handover
    /// Overrides withdrawn soon after they were logged.
    case withdrawnEarly = "withdrawn_early"
    /// Overrides that assert red.
    case neverRed = "never_red"
    /// Overrides past their re-evaluation date, with no newer one, on accounts still owned.
    case lapsedLook = "lapsed_look"
    /// Accounts that churned although they were green before, without a warning in the log.
    case omission
    /// Red accounts that were called better, and churned no less often.
    case underReaction = "under_reaction"

    /// The side that is worth a look: seldom saying red, often not looking again. Nil where both are.
    var side: FisherSide? {
        switch self {
        case .neverRed: .fewer
        case .lapsedLook: .more
        default: nil
        }
    }
}
