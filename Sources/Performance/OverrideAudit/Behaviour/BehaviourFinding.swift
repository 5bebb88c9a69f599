import Domain

/// How often a kind of behaviour happened with one CSM, against all others.
///
/// Source: `Documentation/methods.md`, 15.
public struct BehaviourFinding: Sendable, Codable {
    /// The kind of behaviour.
    public let kind: BehaviourKind
    /// Position in `Portfolio.csms`.
    public let csm: Int
    /// The cases in which it could have happened.
    public let count: Int
    /// The cases in which it happened.
    public let observed: Int
    /// In how many cases it would have happened at the rate of the others; nil without others.
    public let expected: Double?
    /// The probability that chance alone is as far off, in `0...1`, for some kinds towards one side
    /// only; nil without others.
    public let p: Double?
    /// The p-value adjusted for all CSMs of the kind (Benjamini-Hochberg).
    public let adjustedP: Double?

    /// What was counted, in plain words.
    public let sentence: String
}

extension BehaviourFinding {
    /// A finding with its sentence.
    init(
        kind: BehaviourKind, csm: Int, count: Int, observed: Int, expected: Double?, p: Double?,
        adjustedP: Double?, policy: Policy
    ) {
        let usual =
            expected.map { "; at the rate of other CSMs it would be \(oneDecimal($0))" } ?? ""
        self.init(
            kind: kind, csm: csm, count: count, observed: observed, expected: expected, p: p,
            adjustedP: adjustedP,
            sentence: kind.opening(count, policy)
                + " \(observed) \(kind.happening(policy))\(usual).")
    }
}

private func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(tenths % 10)"
}

/// A constant without a needless decimal part.
private func text(_ constant: Double) -> String {
    constant == constant.rounded() ? String(Int(constant)) : String(constant)
}

extension BehaviourKind {
    fileprivate func opening(_ count: Int, _ policy: Policy) -> String {
        switch self {
        case .justAbove: "Of \(count) rises into a better tier"
        case .monthEnd, .withdrawnEarly, .neverRed: "Of \(count) overrides"
        case .handover: red(count, daysBefore: policy.handoverDays)
        case .lapsedLook: "Of \(count) overrides past their re-evaluation date"
        case .omission: "Of \(count) accounts that churned"
        case .underReaction: red(count, daysBefore: policy.warningDays)
        }
    }

    private func red(_ count: Int, daysBefore days: Double) -> String {
        "Of \(count) accounts that were red \(text(days)) days before their due date"
    }

    fileprivate func happening(_ policy: Policy) -> String {
        switch self {
        case .justAbove: "landed within \(text(policy.justAbovePoints)) points above the threshold"
        case .monthEnd: "were logged in the last \(text(policy.monthEndDays)) days of a month"
        case .handover: "changed hands before it"
        case .withdrawnEarly: "were withdrawn within \(text(policy.withdrawnEarlyDays)) days"
        case .neverRed: "said red"
        case .lapsedLook: "were not followed by a newer one, though the CSM still owns the account"
        case .omission:
            "were green \(text(policy.warningDays)) days before, with no warning in the log"
        case .underReaction:
            "were called better, and churned no less often than similar ones that were not"
        }
    }
}
