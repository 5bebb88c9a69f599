import Calendar
import Formats
import Attribution
import Review
import Charting
import Domain
import Scorecards

extension MonthlyReview {
    /// Every CSM's renewals compared with what an average team would have had with the same accounts,
    /// by name, with the range that chance alone gives.
    func expectationChart() -> DescribedChart {
        let cards = cardsByName
        let rows = cards.compactMap { csm, card -> DotRangeChart.Row? in
            guard let figures = fair.figures(of: card.scope) else { return nil }
            let expected = figures.expected?.expected ?? 0
            return DotRangeChart.Row(
                label: csm.label, count: "\(figures.observed) of \(figures.settled)",
                value: figures.chance.map { _ in Double(figures.observed) - expected },
                range: figures.chance.map { chance in
                    let (low, high) = (chance.range.lowerBound, chance.range.upperBound)
                    return (Double(low) - expected)...(Double(high) - expected)
                }, remark: figures.bandWords,
                isEmphasised: figures.chance?.band.isOutside ?? false)
        }
        let settled = cards.reduce(0) { $0 + $1.card.renewals.settled }
        let group = fair.csms
        let byLuck: String? = group.flatMap { group in
            group.isUndecided || group.books == 0
                ? nil
                : "luck alone puts \(decimalText(group.outsideByChance, decimals: 1)) of "
                    + "\(numberText(Double(group.books))) outside"
        }
        let chart = DotRangeChart(
            text: ChartText(
                title: inLineTitle,
                subtitle: "Renewals beside what an average team would have had with the same "
                    + "accounts, CSMs by name, \(windowWords)",
                footer: footer(
                    "n = \(counted(settled, "settled renewal"))",
                    "bar: expected range, 95 %",
                    byLuck,
                    "by name, not ranked")),
            rows: rows, format: .signed(decimals: 0), leftWords: "fewer than expected",
            rightWords: "more", countHeading: "renewed", allRows: "scorecards.csv")
        let books = cards.compactMap { csm, card -> (fact: String, standsOut: Bool)? in
            guard let figures = fair.figures(of: card.scope), let range = figures.rangeText else {
                return nil
            }
            return (
                "\(csm.name): \(figures.observed) renewed, \(figures.expectedText) expected, "
                    + "expected range \(range), \(figures.bandWords)",
                figures.chance?.band.isOutside ?? false
            )
        }
        return DescribedChart(chart: chart, books: books)
    }

    /// How many CSMs are within their expected range. Where outcomes are missing, nobody is: the
    /// title says how many stand out all the same.
    private var inLineTitle: String {
        guard let group = fair.csms, group.books > 0 else {
            return "Too few settled renewals to compare any CSM"
        }
        guard group.undecided == 0 else {
            return group.isUndecided
                ? "Outcomes are missing: no CSM can be compared"
                : "\(counted(group.outside, "CSM")) \(group.outside == 1 ? "is" : "are") outside the "
                    + "expected range; \(numberText(Double(group.undecided))) cannot be told"
        }
        let inLine = group.books - group.outside
        guard group.outside > 0 else {
            return group.books == 1
                ? "The one CSM to compare is within the expected range"
                : "All \(numberText(Double(group.books))) CSMs are within their expected range"
        }
        // Who stands out is the news.
        let outside = cardsByName.compactMap { fair.figures(of: $0.card.scope) }
            .filter { $0.chance?.band.isOutside == true }
        let below = outside.count { !$0.isAboveExpected }
        let above = outside.count - below
        let first = below > 0 ? "\(counted(below, "CSM")) below" : "\(counted(above, "CSM")) above"
        return first + (below > 0 && above > 0 ? " and \(numberText(Double(above))) above" : "")
            + " the expected range; \(numberText(Double(inLine))) of "
            + "\(numberText(Double(group.books))) within it"
    }
}
