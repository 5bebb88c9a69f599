import Domain
import Formats
package import Review
import Scorecards

/// The month on one screen: a headline, at most five findings, what changed, and what cannot be told
/// yet.
///
///     let brief = Brief(review, for: .everybody)
///     print(brief.headline)
///
/// It is a pure function of the review: the same facts give the same text.
///
/// Source: `Documentation/methods.md`, 22.
package struct Brief: Sendable, Equatable {
    /// Who reads it.
    package enum Reader: Sendable, Equatable {
        /// People who may see the figures of everybody.
        case everybody
        /// People who may see one team and its CSMs.
        case team(String)
        /// People who may see no figure of a single person. Neither names nor teams are in it.
        case board
        /// The owner of the health model: what overrides show about the score. Nobody's figures are in
        /// it.
        case modelOwner
    }

    /// Who reads it.
    package let reader: Reader
    /// The month in one sentence.
    package let headline: String
    /// What fell due in the month alone, and how it ended; for the owner of the health model, how many
    /// overrides could be judged.
    package let month: String
    /// The most important first, at most `Policy.briefFindings`.
    package let findings: [Finding]
    /// How many findings of a kind there are beyond those shown, in a sentence; nil without any.
    package let more: String?
    /// What differs from the month before, beyond chance.
    package let changes: [String]
    /// What cannot be told yet, and when it could be.
    package let notYet: [String]

    /// Whether nothing stands out.
    package var isQuiet: Bool { findings.isEmpty }

    /// The brief of a review.
    package init(_ review: MonthlyReview, for reader: Reader) {
        self.reader = reader
        let subject = BriefSubject(review, reader)
        let isAboutModel = reader == .modelOwner
        let results =
            isAboutModel
            ? []
            : subject.targetFindings + subject.trendFindings + subject.portfolioFindings
                + subject.teamFindings + subject.restatementFindings
        let all =
            (subject.dataFindings + results + subject.overrideFindings
            + subject.signalFindings)
            .byImportance(worseFirst: !isAboutModel)
        var shown: [Finding] = []
        for finding in all where shown.count < Int(review.policy.briefFindings) {
            let alike = shown.count { $0.kind == finding.kind }
            // What overrides are worth is one story, told at its strongest, with its exception.
            let isTold =
                finding.kind.isAboutOverrides
                && shown.contains { $0.kind.isAboutOverrides && $0.tone == finding.tone }
            // The owner of the model reads more of it.
            if alike < Int(review.policy.briefPerKind), isAboutModel || !isTold {
                shown.append(finding)
            }
        }
        // Whoever used a published figure must learn that it is another one today.
        if let restated = all.first(where: { $0.kind == .restated }), !shown.contains(restated) {
            shown = shown.dropLast(shown.count < Int(review.policy.briefFindings) ? 0 : 1)
            shown.append(restated)
        }
        findings = shown
        more = subject.remark(on: all, beyond: shown)
        headline = isAboutModel ? subject.auditHeadline : subject.headline(all)
        month = isAboutModel ? subject.auditSentence : subject.monthSentence
        changes = isAboutModel ? [] : subject.changes
        notYet = subject.notYet
    }
}

extension [Finding] {
    /// The most important first; equal ones by kind, then as they come.
    ///
    /// - Parameter worseFirst: whether what to look into comes before good news, and that before what is
    ///   neither.
    /// - Returns: the findings in that order.
    fileprivate func byImportance(worseFirst: Bool) -> [Finding] {
        let order = Dictionary(uniqueKeysWithValues: zip(Finding.Kind.allCases, 0...))
        func key(_ place: Int, _ finding: Finding) -> (Int, Double, Int, Int) {
            (
                worseFirst ? finding.tone.rank : 0, -finding.importance,
                order[finding.kind] ?? 0, place
            )
        }
        return enumerated().sorted { key($0.offset, $0.element) < key($1.offset, $1.element) }
            .map(\.element)
    }
}

extension Finding.Tone {
    /// Its place in a brief: what to look into, good news, plain facts.
    fileprivate var rank: Int {
        switch self {
        case .worse: 0
        case .better: 1
        case .neutral: 2
        }
    }
}
