import Calendar
import Formats
import Attribution
import Review
import Charting
import Domain
import Scorecards
import Statistics

extension MonthlyReview {
    /// Every CSM's renewals observed / expected by size of book, in the funnel that chance alone gives.
    /// Only books that stand out are named.
    func funnelChart() -> DescribedChart {
        let books = cardsByName.compactMap { csm, card in
            fair.figures(of: card.scope).flatMap { figures in
                figures.chance.flatMap { chance in
                    figures.comparison.map {
                        (csm: csm, figures: figures, chance: chance, ratio: $0.ratio)
                    }
                }
            }
        }
        let dots = books.map { csm, figures, chance, ratio in
            let isOutside = chance.band.isOutside
            let expected = figures.expected?.expected ?? 0
            let nearest = min(
                max(figures.observed, chance.range.lowerBound), chance.range.upperBound)
            return FunnelChart.Dot(
                label: isOutside ? csm.label : nil,
                words: "\(figures.observed), expected \(figures.expectedText)",
                size: expected, ratio: ratio, isEmphasised: isOutside,
                ownLimit: isOutside ? Double(nearest) / expected : nil)
        }
        let settled = books.reduce(0) { $0 + $1.figures.settled }
        let (inner, outer) = (shareText(policy.conversationLevel), shareText(policy.unlikelyLevel))
        let chart = FunnelChart(
            text: ChartText(
                title: standingOutTitle,
                subtitle: "Renewals observed ÷ expected for the same mix of accounts, by size of "
                    + "portfolio, CSMs, \(windowWords)",
                footer: footer(
                    "\(counted(books.count, "CSM")), \(counted(settled, "settled renewal"))",
                    "bands: what luck alone gives with average accounts",
                    "named: outside their own expected range (tick), which also counts how sure the "
                        + "expected number is")),
            dots: dots, limits: funnelLimits(upTo: dots.map(\.size).max() ?? 0),
            sizeWords: "Expected renewals", innerWords: "luck: \(inner)", outerWords: outer)
        let outside = books.filter { $0.chance.band.isOutside }.map { csm, figures, _, _ in
            let fact =
                "\(csm.name): \(figures.observed) renewed, \(figures.expectedText) expected, "
                + figures.bandWords
            return (fact: fact, standsOut: true)
        }
        return DescribedChart(chart: chart, books: outside)
    }

    /// How many books stand out, and how many would by luck alone.
    private var standingOutTitle: String {
        guard let group = fair.csms, group.books > 0 else {
            return "Too few settled renewals to compare any CSM’s portfolio"
        }
        guard !group.isUndecided else {
            return "Outcomes are missing: no portfolio can be compared"
        }
        let luck =
            group.undecided > 0
            ? "\(numberText(Double(group.undecided))) cannot be told"
            : "by luck alone \(decimalText(group.outsideByChance, decimals: 1)) would"
        guard group.outside > 0 else {
            return "No portfolio of \(numberText(Double(group.books))) stands out; \(luck)"
        }
        return "\(numberText(Double(group.outside))) of \(counted(group.books, "portfolio")) "
            + "\(group.outside == 1 ? "stands" : "stand") out; \(luck)"
    }

    /// The limits for books of average accounts, up to somewhat more than the largest book.
    private func funnelLimits(upTo largest: Double) -> [FunnelChart.Limits] {
        guard let rate = fair.companyRate, largest > 0 else { return [] }
        let most = Int(largest / rate * 1.35) + 2
        let step = max(1, most / 60)
        return stride(from: 1, through: most + step, by: step).map { count in
            let limits = FunnelLimits(renewals: count, rate: rate, policy: policy)
            return FunnelChart.Limits(
                size: limits.expected, inner: limits.inner, outer: limits.outer)
        }
    }

    /// "95 %" of a level of 0.05.
    private func shareText(_ level: Double) -> String {
        shortDecimalText((1 - level) * 100, decimals: 2) + " %"
    }

    /// "12 months to Oct 2026".
    var windowWords: String {
        "\(numberText(frame.windowMonths)) months to \(frame.month.name)"
    }
}
