import Attribution
import Calendar
import Formats
import Review
import Signals
package import Charting
import Domain
import Scorecards

extension MonthlyReview {
    /// Green, amber and red accounts at the ends of months. These are stocks, which drift by
    /// nature: the title states them and looks for no signal.
    func tierMixChart() -> DescribedChart {
        let green = trend(.shareGreen)?.points ?? []
        let amber = trend(.shareAmber)?.points ?? []
        let red = trend(.shareRed)?.points ?? []
        let shares = green.indices.map { index -> StackedShareChart.Shares? in
            guard amber.indices.contains(index), red.indices.contains(index),
                let green = green[index].value, let amber = amber[index].value,
                let red = red[index].value
            else { return nil }
            return StackedShareChart.Shares(green: green, amber: amber, red: red)
        }
        let format = ValueFormat.percent(decimals: 0)
        let last = shares.indices.last { shares[$0] != nil }
        let year = last.flatMap { last -> String? in
            guard last >= 12, let shares = shares[last - 12] else { return nil }
            return ", \(format.text(shares.green)) a year before"
        }
        let title = last.flatMap { last in
            shares[last].map { mix in
                "\(format.text(mix.green)) of accounts were green at the end of "
                    + green[last].period.name + (year ?? "")
            }
        }
        let chart = StackedShareChart(
            text: ChartText(
                title: title ?? "Too few accounts with a known score to show a mix",
                subtitle: "Accounts by tier of their health score on the last day of the month, "
                    + "%, whole company, \(trendSpan)",
                footer: footer(
                    last.map { last in
                        "n = \(numberText(green[last].denominator)) accounts with a known score in "
                            + green[last].period.name
                    },
                    "no limits drawn: a month’s mix depends on the month before")),
            months: frame.trendMonths.map(\.axisLabel), shares: shares,
            notes: last == nil ? [] : modelNotes)
        let facts = last.flatMap { last in
            shares[last].map { mix in
                ["\(format.text(mix.amber)) amber and \(format.text(mix.red)) red"]
            }
        }
        return DescribedChart(chart: chart, facts: facts ?? [])
    }

    /// The months from which a new version of the score was in use, as far as renewals show it.
    package var modelNotes: [MonthNote] {
        let first = Dictionary(grouping: signals.versions, by: \.version)
            .compactMapValues { $0.compactMap(\.firstDay).min() }
            .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        let months = Array(frame.trendMonths)
        return first.dropFirst().compactMap { version, day in
            months.firstIndex(of: day.month).map {
                MonthNote(
                    month: $0,
                    words: version.isEmpty ? "model without version" : "model \(version)")
            }
        }
    }
}
