import OverrideAudit
import Review

extension MonthlyReview {
    /// What the review's data file says about one CSM's overrides and the scores of their accounts, so
    /// that people can read on their own card what others can read about them.
    ///
    /// - Parameter csm: position in `Portfolio.csms`.
    /// - Returns: the sentences, to be folded away.
    func overrideNotes(on csm: Int) -> PageCard.Explanation {
        let outcomes = audit.csms.first { $0.csm == csm }?.figures.map(\.sentenceOfCSM) ?? []
        let patterns = BehaviourKind.allCases.flatMap { kind in
            audit.behaviour.filter { $0.csm == csm && $0.kind == kind }.map(\.sentence)
        }
        return PageCard.Explanation(
            heading: "Overrides: figures without a verdict",
            sentences: outcomes.isEmpty && patterns.isEmpty
                ? ["The review has no figures about this CSM’s overrides."]
                : (outcomes + patterns + [Self.caution]).map(unbroken))
    }

    private static let caution =
        "One person has too few overrides for a verdict, and each of these figures can have an innocent "
        + "reason. A VP can read them in the review’s data file, the owner of the health model without "
        + "the name."
}
