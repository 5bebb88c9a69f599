import Attribution
import Domain
import Formats
import OverrideAudit
import Review
import Statistics

extension BriefSubject {
    /// What overrides are worth, and in which segments that is different, for the owner of the health
    /// model.
    var auditHeadline: String {
        (review.audit.worthSentences + [confirmedSentence].compactMap(\.self))
            .joined(separator: " ")
    }

    /// The confirmed segments in which overrides came true and those in which they did not; nil without
    /// any.
    private var confirmedSentence: String? {
        let confirmed = review.audit.segments.filter { $0.status == .confirmed }
        func names(_ isRight: Bool) -> String? {
            var names: [String] = []
            for segment in confirmed where segment.isRight == isRight {
                if !names.contains(segment.value) { names.append(segment.value) }
            }
            return names.isEmpty ? nil : list(names)
        }
        switch (names(true), names(false)) {
        case (let right?, let wrong?):
            return "Overrides came true in \(right), and did not in \(wrong)."
        case (let right?, nil): return "Overrides came true in \(right)."
        case (nil, let wrong?): return "Overrides did not come true in \(wrong)."
        case (nil, nil): return nil
        }
    }

    /// How many overrides there are, and how many of them can be compared with their scores.
    var auditSentence: String {
        let steps = Dictionary(uniqueKeysWithValues: review.audit.funnel.map { ($0.kind, $0.all) })
        let compared = numberText(Double(steps[.compared] ?? 0))
        return "\(counted(steps[.logged] ?? 0, "override")) logged by the end of "
            + "\(review.frame.month.fullName); \(compared) can be compared with their scores."
    }
}

extension SegmentFinding {
    /// Whether accounts churned less often after an override to a better tier, or more often after one
    /// to a worse tier, than similar accounts; nil without a difference.
    var isRight: Bool? {
        figures.matched?.test.riskDifference.map { ($0 < 0) == (figures.direction == .up) }
    }
}
