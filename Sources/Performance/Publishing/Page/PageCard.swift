import Calendar
import Formats
import Attribution
import Review
import Charting
import Domain
import Scorecards

/// A scorecard on a page, in words: the verdict and the numbers first, explanations folded away.
struct PageCard {
    /// A number of the fair comparison.
    struct FairFact {
        let name: String
        let value: String
    }

    /// An explanation that is folded away on the screen and open in print.
    struct Explanation {
        let heading: String
        let sentences: [String]
        /// Whether they are about the fair comparison.
        var isFair = false
    }

    let anchor: String
    let cardName: String
    /// What stands on every printed sheet: name, month and edition.
    let running: String
    let sentence: String
    /// The numbers of the fair comparison in one line; empty without a comparison.
    let fairLine: [FairFact]
    let table: MetricTable
    var explanations: [Explanation]
    let benchmarks: BenchmarkTable?
}

extension PageCard {
    /// The words of a card.
    ///
    /// - Parameters:
    ///   - card: the scorecard.
    ///   - anchor: its anchor, unique on the page.
    ///   - name: the name of its scope.
    ///   - isExplained: whether metrics say what they mean, and what others publish of them.
    ///   - review: the review, for its policy and its accounts.
    init(
        _ card: Scorecard, anchor: String, name: String, isExplained: Bool = true,
        in review: MonthlyReview
    ) {
        self.anchor = anchor
        cardName = name
        running = review.runningHeader(name)
        sentence = unbroken(card.sentence)
        fairLine = review.fair.figures(of: card.scope).map { card.fairLine($0) } ?? []
        table = MetricTable(card, name: name, isExplained: isExplained, in: review)
        benchmarks = isExplained ? BenchmarkTable(card, in: review) : nil
        let figures = review.fair.figures(of: card.scope)
        let fair =
            review.expectationSentences(of: card.scope)
            + (figures?.chance == nil || fairLine.isEmpty
                ? [] : [figures?.endGameSentence, Self.method].compactMap(\.self))
        explanations = [
            Explanation(
                heading: "How the expected range comes about",
                sentences: fair.map(unbroken), isFair: true),
            Explanation(
                heading: "From the others’ renewal rate to this one",
                sentences: [review.bridgeSentence(of: card.scope)].compactMap(\.self)
                    .map(unbroken), isFair: true),
            Explanation(
                heading: "What the numbers rest on",
                sentences: [card.renewals.words, card.largestWords(review)].compactMap(\.self)),
        ].filter { !$0.sentences.isEmpty }
    }

    private static let method =
        "What is expected of a portfolio is learnt from everybody else’s renewals, by segment, size "
        + "and health as the owner’s term began."
}

extension MonthlyReview {
    /// What stands on every printed sheet about somebody: "Ana Moss · October 2026 · data 1a2b3c".
    package func runningHeader(_ name: String) -> String {
        "\(name) · \(frame.title) · data \(dataDigest) · policy \(policyDigest)"
    }
}

extension Scorecard {
    /// The fair comparison of a CSM or a team in a line; empty for other scopes.
    fileprivate func fairLine(_ figures: FairFigures) -> [PageCard.FairFact] {
        switch scope {
        case .company, .transition, .unassigned: return []
        case .csm, .team: break
        }
        return [
            ("Renewed", "\(figures.observed) of \(figures.settled)"),
            ("Expected", figures.chance == nil ? "–" : figures.expectedText),
            ("Expected range", figures.rangeText ?? "–"), ("Verdict", figures.bandWords),
        ].map { PageCard.FairFact(name: $0, value: $1) }
    }

    /// The largest customer in a sentence; nil without one.
    fileprivate func largestWords(_ review: MonthlyReview) -> String? {
        largestShare.map { largest in
            let account = review.attributed.portfolio.accounts[largest.account]
            let format = RateMetric.netRenewalRate.format
            let others = largest.netRenewalRateWithout.map {
                "; without it, \(format.text($0)) of revenue was renewed net"
            }
            return unbroken(
                "Largest customer: \(account.name ?? account.id.text), "
                    + "\(format.text(largest.share)) of the revenue that was up for renewal"
                    + (others ?? "") + ".")
        }
    }
}

extension RenewalCounts {
    /// The outcomes of the contracts in one line. Counts of 0 are left out.
    package var words: String {
        guard due > 0 else { return "No contract was due." }
        func part(_ count: Int, _ word: String) -> String? { count > 0 ? "\(count) \(word)" : nil }
        let states = [
            part(renewed, "renewed"), part(churned, "churned"),
            part(lapsed, "never closed and counted as lost"),
            part(pending, "just due"), part(overdue, "overdue"),
        ].compactMap { $0 }
        let times = [
            part(onTime, "closed on time"), part(early, "of them before the month due"),
            part(late, "closed late"),
        ].compactMap { $0 }
        return "\(counted(due, "contract")) due: \(states.joined(separator: ", "))"
            + (times.isEmpty ? "." : "; \(times.joined(separator: ", ")).")
    }
}
