import Attribution
import Brief
import Calendar
import Domain
import Review
import Templating

/// The brief of a month on a page.
struct PageBrief: PagePart {
    /// A finding.
    struct Row: PagePart {
        /// Good news, or something to look into: said in words, not by colour.
        let toneWords: String
        let tone: String
        let figureValue: String
        let figureBeside: String
        /// The same as a picture in HTML; nil where there is nothing to draw.
        let bar: String?
        let findingTitle: String
        let findingAction: String
        /// Where its evidence is; nil where the reader may not see it.
        let evidenceAddress: String?
        let evidenceName: String
    }

    let headline: String
    let monthSentence: String
    let hasRows: Bool
    let rows: [Row]
    let more: String?
    /// Whether the brief says what changed: the one for the owner of the model does not.
    let tellsChanges: Bool
    let hasChanges: Bool
    let changes: [String]
    /// What stands in place of changes where there are none.
    let noChange: String
    let since: String
    let hasAsides: Bool
    let hasNotYet: Bool
    let notYet: [String]

    /// The words of a brief.
    ///
    /// - Parameters:
    ///   - brief: the brief.
    ///   - review: the review that it is of.
    ///   - address: where evidence is; nil where the reader may not see it.
    init(_ brief: Brief, of review: MonthlyReview, address: (Finding.Evidence) -> String?) {
        headline = unbroken(brief.headline)
        monthSentence = unbroken(brief.month)
        rows = brief.findings.map { finding in
            Row(
                toneWords: finding.tone.words, tone: finding.tone.rawValue,
                figureValue: unbroken(finding.figure.value),
                figureBeside: unbroken(finding.figure.beside),
                bar: finding.figure.bar,
                findingTitle: unbroken(finding.title), findingAction: unbroken(finding.action),
                evidenceAddress: address(finding.evidence),
                evidenceName: finding.evidence.words(review))
        }
        hasRows = !rows.isEmpty
        more = brief.more.map(unbroken)
        changes = brief.changes.map(unbroken)
        hasChanges = !changes.isEmpty
        tellsChanges = brief.reader != .modelOwner
        noChange =
            review.previousBands == nil
            ? "Not compared, because outcomes are missing."
            : "No verdict changed; no figure moved more than chance explains."
        since = review.frame.previousTitle
        notYet = brief.notYet.map(unbroken)
        hasNotYet = !notYet.isEmpty
        hasAsides = tellsChanges || hasNotYet
    }
}

extension Finding.Figure {
    /// The count in its expected range, on a scale that ends with the most it can be.
    fileprivate var bar: String? {
        span.map { span in
            func share(_ count: Int) -> Double { Double(count) / Double(span.most) }
            return RangeBar(
                value: share(span.value),
                interval: share(span.expected.lowerBound)...share(span.expected.upperBound),
                scale: RangeScale(low: 0, high: 1), words: "\(value), \(beside)"
            ).svg
        }
    }
}

extension Finding.Tone {
    fileprivate var words: String {
        switch self {
        case .better: "Good news"
        case .worse: "Look into this"
        case .neutral: "To know"
        }
    }
}

extension Finding.Evidence {
    /// What the link to it is called.
    fileprivate func words(_ review: MonthlyReview) -> String {
        switch self {
        case .card(let csm): "\(review.attributed.portfolio.csms[csm].name)’s card"
        case .team(let name): "Team \(name)"
        case .company: "All figures of the company"
        case .trends: "The trends"
        case .audit: "The override audit"
        case .signals: "Signals and weights"
        case .data: "What is wrong with the data"
        case .restatements(let month): "What was restated in \(month.fullName)"
        }
    }
}
