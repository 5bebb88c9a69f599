import Attribution
import Calendar
import Formats
import Review
import Charting
import Domain
import Scorecards

extension MonthlyReview {
    /// Opportunities created in the window, added up month by month. The last bar is the figure on the
    /// card, and the target is that of the whole window.
    func expansionPipelineChart() -> DescribedChart {
        let series = pipelineByMonth()
        let count = series.opportunities
        let pipeline = scoreboard.company.metrics.expansionPipeline
        let target = pipeline.comparison.target
        let format = ValueFormat.money(currency: policy.reportingCurrency)
        let window = "\(Int(frame.windowMonths)) months"
        let chart = BarsAgainstTarget(
            text: ChartText(
                title: count == 0
                    ? "No expansion opportunities yet"
                    : title(of: pipeline, window: window, format: format),
                subtitle: "Opportunities created, added up over the \(window) to "
                    + "\(frame.month.name), \(policy.reportingCurrency), whole company",
                footer: footer(
                    "n = \(numberText(Double(count))) opportunities, won, lost or open",
                    target.map { "target for \(window): \(format.text($0))" }
                        ?? "no target set")),
            months: series.months.map(\.axisLabel),
            values: count == 0 ? [] : series.sums.map { $0 },
            targets: count == 0 ? [] : series.months.map { _ in target }, format: format)
        let month = pipeline.monthValue.map { "\(format.text($0)) in \(frame.month.name)" }
        return DescribedChart(
            chart: chart,
            facts: count == 0
                ? [] : [month, target.map { "Target \(format.text($0))" }].compactMap { $0 })
    }

    private func title(of pipeline: Amount, window: String, format: ValueFormat) -> String {
        let sum = format.text(pipeline.value ?? 0)
        guard let target = pipeline.comparison.target, target > 0, let value = pipeline.value else {
            return "\(window) brought \(sum) of pipeline"
        }
        // Whole percents never round a missed target up to 100.
        let share = numberText((100 * value / target).rounded(.down))
        return "\(window) brought \(sum) of pipeline, \(share) % of the target"
    }
}
