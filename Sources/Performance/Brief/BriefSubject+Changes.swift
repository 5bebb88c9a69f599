import Attribution
import Calendar
import Domain
import Formats
import Review
import Scorecards

extension BriefSubject {
    /// What a verdict says now and did not say a month before. Figures that move within chance change no
    /// verdict.
    var changes: [String] {
        guard let bands = review.previousBands else { return [] }
        return targetChanges + bandChanges(bands)
    }

    private var targetChanges: [String] {
        let last = review.frame.previousTitle
        return RateMetric.allCases.compactMap { metric in
            let rate = card.metrics[keyPath: metric.path]
            guard let now = rate.comparison.versusTarget,
                let then = review.previousVerdict(of: metric, scope), then != now
            else { return nil }
            let words = rate.verdictText(as: metric) ?? now.words
            return now == .cannotTell
                ? "\(metric.title): \(words) now; in \(last) it was \(then.words)."
                : "\(metric.title): \(words) now; in \(last) "
                    + (then == .cannotTell ? "it was too early to tell." : "it was \(then.words).")
        }
    }

    private func bandChanges(_ before: [Scope: ChanceBand]) -> [String] {
        let last = review.frame.previousTitle
        let people = csms.map { (scope: Scope.csm($0), name: name(of: $0)) }
        let changed = people.compactMap { scope, name -> String? in
            guard let figures = review.fair.figures(of: scope), let now = figures.chance?.band,
                let then = before[scope], now.isOutside != then.isOutside,
                now != .cannotTell, then != .cannotTell
            else { return nil }
            let side = figures.isAboveExpected ? "above" : "below"
            return now.isOutside
                ? "\(name): \(side) the expected range, was within it in \(last)."
                : "\(name): within the expected range again, was outside it in \(last)."
        }
        guard isNameless else { return changed }
        return changed.isEmpty
            ? []
            : ["\(counted(changed.count, "portfolio")) moved into or out of the expected range."]
    }

    func name(of csm: Int) -> String { review.attributed.portfolio.csms[csm].name }
}
