import Charting
import Domain
import Scorecards

extension MonthlyReview {
    /// Opportunities created, month by month. The target is one for the whole window and stands
    /// in the words: a line for it would measure single months that have none.
    func expansionPipelineChart() -> DescribedChart {
        let months = frame.trendMonths
        var sums = [Double](repeating: 0, count: months.count)
        var count = 0
        for opportunity in attributed.portfolio.opportunities {
            guard opportunity.created <= frame.asOf, let first = months.first,
                opportunity.created >= first.firstDay
            else { continue }
            count += 1
            sums[opportunity.created.month - first] +=
                attributed.conversion.reporting(opportunity.amount, in: opportunity.currency) ?? 0
        }
        let pipeline = scoreboard.company.metrics.expansionPipeline
        let format = ValueFormat.money(currency: policy.reportingCurrency)
        let window = "\(Int(policy.windowMonths)) months"
        let chart = BarsAgainstTarget(
            text: ChartText(
                title: count == 0
                    ? "No expansion opportunities yet"
                    : title(of: pipeline, window: window, format: format),
                subtitle: "Sum of opportunities by month created, \(policy.reportingCurrency), "
                    + "whole company, \(trendSpan)",
                footer: footer(
                    "n = \(numberText(Double(count))) opportunities, won, lost or open",
                    pipeline.comparison.target.map {
                        "target for \(window): \(format.text($0))"
                    } ?? "no target set")),
            months: months.map(\.axisLabel), values: count == 0 ? [] : sums.map { $0 },
            format: format)
        let month = pipeline.monthValue.map { "\(format.text($0)) in \(frame.month.name)" }
        let target = pipeline.comparison.target.map { "Target \(format.text($0))" }
        return DescribedChart(
            chart: chart, facts: count == 0 ? [] : [month, target].compactMap { $0 })
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
