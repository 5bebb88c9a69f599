import Calendar
import Formats
public import Attribution
public import Review
import Charting
import Domain
import Scorecards

extension MonthlyReview {
    /// The steps from the others' renewal rate to that of a CSM or a team: the case mix, the accounts
    /// taken over within the term, and the rest, which holds chance.
    ///
    /// - Parameter scope: a CSM with a card, or a team.
    /// - Returns: nil without a bridge, for the reason that the fair comparison gives.
    public func bridgeChart(of scope: Scope) -> DescribedChart? {
        guard let bridge = fair.bridge(of: scope), let figures = fair.figures(of: scope) else {
            return nil
        }
        let label =
            switch scope {
            case .csm(let csm): attributed.portfolio.csms[csm].label
            default: ChartLabel(name: "Team \(self.name(of: scope))")
            }
        let count = Double(figures.settled)
        let band = figures.chance.map { chance in
            let (low, high) = (chance.range.lowerBound, chance.range.upperBound)
            return BridgeChart.Band(
                range: (Double(low) / count)...(Double(high) / count),
                words: "expected range", steps: 1)
        }
        let rate = ValueFormat.percent(decimals: 0)
        let chart = BridgeChart(
            text: ChartText(
                title: "\(label.name): \(rate.text(bridge.rate)) against the others’ "
                    + "\(rate.text(bridge.othersRate)), \(figures.bandWords)",
                subtitle: "From the others’ renewal rate to this one, % of settled "
                    + "renewals, \(windowWords)",
                footer: footer(
                    "n = \(counted(figures.settled, "settled renewal"))",
                    "accounts: what an average team would have renewed",
                    "band: expected range, 95 %"), subject: label),
            start: .init(label: "All others", value: bridge.othersRate),
            steps: [
                .init(label: "Easier or harder accounts", change: bridge.caseMix),
                .init(
                    label: "Taken over within the year", change: bridge.transition.step,
                    remark: bridge.remark(on: bridge.transition, figures)),
                .init(
                    label: "The rest, luck included", change: bridge.rest.step,
                    remark: bridge.remark(on: bridge.rest, figures)),
            ],
            end: .init(label: label, value: bridge.rate), band: band,
            isEmphasised: figures.chance?.band.isOutside ?? false,
            format: .percent(decimals: 1), changeFormat: .points(decimals: 1), bounds: 0...1)
        return DescribedChart(chart: chart, facts: [String(bridge.sentence(figures).dropLast())])
    }
}
