/// Who was right. A CSM who sees an account worse is never wrong: the warning may have kept it.
public enum Verdict: String, Sendable, CaseIterable, Codable {
    /// Seen better and renewed, or seen worse and churned.
    case csmRight = "csm_right"
    /// Seen better and churned.
    case scoreRight = "score_right"
    /// Seen worse and renewed, with a session held in between.
    case renewedWithAction = "renewed_with_action"
    /// Seen worse and renewed, without a session.
    case renewedWithoutAction = "renewed_without_action"

    /// The verdicts that a direction can have.
    public static func all(_ direction: OverrideDirection) -> [Verdict] {
        direction == .up
            ? [.csmRight, .scoreRight] : [.csmRight, .renewedWithAction, .renewedWithoutAction]
    }
}
