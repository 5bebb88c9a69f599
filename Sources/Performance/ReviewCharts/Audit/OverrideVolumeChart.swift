import Attribution
import Calendar
import Review
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
        var counts = months.map { _ in 0 }
        for judged in logged {
            let position = overrides[judged.position].logged.month - (months.first ?? frame.month)
            if months.indices.contains(position) { counts[position] += 1 }
        }
        let (looks, late) = (due.last ?? 0, lapsed.last ?? 0)
        let title =
            logged.isEmpty
            ? "No overrides logged yet"
            : "\(counts.last ?? 0) overrides logged in \(frame.month.name)"
                + (looks == 0 ? "" : "; \(late) of \(looks) looks again did not come")
        let year = (due.suffix(12).reduce(0, +), lapsed.suffix(12).reduce(0, +))
        let chart = BarsAndLine(
            text: ChartText(
                title: title,
                subtitle: "Overrides logged in the month, and accounts under one at its end, "
                    + "whole company, \(trendSpan)",
                footer: footer(
                    "n = \(numberText(Double(logged.count))) overrides logged so far",
                    "12 months: \(year.1) of \(year.0) past their date without a newer one")),
            months: months.map(\.axisLabel), barsName: "overrides logged",
            bars: logged.isEmpty ? [] : counts.map(Double.init),
            lineName: "of accounts under one", line: logged.isEmpty ? [] : shares)
        return DescribedChart(
            chart: chart,
            facts: logged.isEmpty
                ? []
                : [
                    "\(logged.count) overrides logged so far",
                    "In twelve months \(year.1) of \(year.0) passed their date without a newer one",
                ])
    }
}
