import Attribution
import Domain
import Formats
import OverrideAudit
import Review

extension BriefSubject {
    /// What overrides are worth, for the owner of the health model.
    var auditHeadline: String {
        review.audit.overrides.isEmpty
            ? "No override was logged by then, so there is nothing to audit."
            : review.audit.worth.map(\.sentence).joined(separator: " ")
    }

    /// How many overrides there are, and how many of them can be compared with their scores.
    var auditSentence: String {
        let steps = Dictionary(uniqueKeysWithValues: review.audit.funnel.map { ($0.kind, $0.all) })
        let compared = numberText(Double(steps[.compared] ?? 0))
        return "\(counted(steps[.logged] ?? 0, "override")) logged by the end of "
            + "\(review.frame.month.fullName); \(compared) can be compared with their scores."
    }
}
