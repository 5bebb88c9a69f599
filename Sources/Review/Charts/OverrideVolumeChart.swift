import Charting
import Domain
import OverrideAudit
import Scorecards

extension MonthlyReview {
    /// How much of the book stands under an override, and how many looks again came late.
    func overrideVolumeChart() -> DescribedChart {
        let months = frame.trendMonths
        let overrides = attributed.portfolio.overrides
        let logged = audit.overrides
        var inForce = months.map { _ in Set<Int>() }
        var due = months.map { _ in 0 }
        var lapsed = months.map { _ in 0 }
        for (index, judged) in logged.enumerated() {
            let override = overrides[judged.position]
            for (position, month) in months.enumerated()
            where override.logged <= month.lastDay && month.lastDay < judged.end {
                inForce[position].insert(override.account)
            }
            let position = judged.end.month - (months.first ?? frame.month)
            guard months.indices.contains(position), judged.end <= months[position].lastDay else {
                continue
            }
            if let withdrawn = override.withdrawn, withdrawn <= judged.end { continue }
            due[position] += 1
            let next = index + 1 < logged.count ? overrides[logged[index + 1].position] : nil
            let isFollowed =
                next.map {
                    $0.account == override.account && $0.logged <= months[position].lastDay
                } ?? false
            if !isFollowed { lapsed[position] += 1 }
        }
        let accounts = attributed.portfolio.accounts.indices
        let shares = months.enumerated().map { position, month -> Double? in
            let paying = accounts.count {
                attributed.revenue.revenue(of: $0, on: month.lastDay).isPaid
            }
            return paying == 0 ? nil : min(1, Double(inForce[position].count) / Double(paying))
        }
        let late = zip(due, lapsed).map { due, lapsed in
            Double(due) < policy.minimumCount ? nil : Double(lapsed) / Double(due)
        }
        let format = ValueFormat.percent(decimals: 0)
        let current = shares.last.flatMap { $0 }
        let count = logged.count { overrides[$0.position].logged >= frame.month.firstDay }
        let title =
            logged.isEmpty
            ? "No overrides logged yet"
            : "\(count) overrides logged in \(frame.month.name)"
                + (current.map { "; \(format.text($0)) of accounts under one" } ?? "")
        let chart = LinesChart(
            text: ChartText(
                title: title,
                subtitle: "Accounts under an override at the end of the month, and overrides past "
                    + "their date without a new look, %, \(trendSpan)",
                footer: footer(
                    "n = \(numberText(Double(logged.count))) overrides logged so far",
                    "fewer than \(numberText(policy.minimumCount)) dates in a month: not drawn")),
            months: months.map(\.axisLabel),
            series: [
                .init(name: "under an override", values: logged.isEmpty ? [] : shares),
                .init(name: "past their date", values: late),
            ], format: format, bounds: 0...1)
        return DescribedChart(chart: chart, facts: ["\(logged.count) overrides logged so far"])
    }
}
