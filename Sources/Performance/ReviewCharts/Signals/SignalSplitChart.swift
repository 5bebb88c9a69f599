import Charting
import Domain
import Formats
import Glibc
import Review
import Signals

extension MonthlyReview {
    /// The values of the strongest signals, for accounts that churned and for those that renewed.
    func signalSplitChart() -> DescribedChart {
        let panels = signals.splits.map { split in panel(of: split) }
        let chart = SmallMultiples(
            text: ChartText(
                title: splitTitle,
                subtitle: "Share of the churned and of the renewed accounts by value, %, "
                    + "\(signals.split.days) days before the due date, strongest signals; \(signalScope)",
                footer: signalFooter(
                    signals.weightsLandmark.map {
                        "n = \(counted($0.events, "renewal")), "
                            + "\(numberText(Double($0.churned))) churned"
                    }, "each outcome adds up to 100 %", "end steps hold what lies beyond")),
            panels: panels, format: .percent(decimals: 0), bounds: 0...1, sharesHeights: false,
            includesZero: true, columns: 2, allPanels: "the signals page",
            missingWords: shortageWords)
        return DescribedChart(
            chart: chart,
            facts: panels.map { panel in
                "\(panel.label.name): "
                    + (panel.series.map(\.caption) + [panel.remark]).joined(separator: ", ")
            })
    }

    private func figures(_ name: SignalName) -> SignalFigures? {
        signals.weightsLandmark?[name]
    }

    private var splitTitle: String {
        guard let split = signals.splits.first, let figures = figures(split.name) else {
            return "Too few renewals with an outcome to compare values of signals"
        }
        guard figures.isStarred else {
            return "No signal reliably splits churned from renewed accounts"
        }
        let (churned, renewed) = middles(split)
        let name = split.name.shortTitle
        let words =
            figures.isYesOrNo
            ? "\(name): \(churned) of churned accounts, \(renewed) of renewed ones"
            : churned == renewed
                ? "\(name): \((figures.auc ?? 0) > 0.5 ? "lower" : "higher") for churned accounts"
                : "\(name): median \(churned) where churned, \(renewed) where renewed"
        return words.count <= 70
            ? words : "Churned accounts differed \(signals.split.days) days before the due date"
    }

    /// The medians of churned and of renewed accounts in words; the shares where values are yes or
    /// no.
    private func middles(_ split: SignalSplit) -> (churned: String, renewed: String) {
        func middle(_ side: SignalSplit.Side) -> String {
            if figures(split.name)?.isYesOrNo == true {
                return ValueFormat.percent(decimals: 0).text(side.shares.last ?? 0)
            }
            let median = side.quantiles[2]
            if split.name.isLogarithm {
                return ValueFormat.money(currency: policy.reportingCurrency).text(exp(median))
            }
            if split.isShare { return ValueFormat.percent(decimals: 0).text(median) }
            let isWhole = abs(median) >= 10 || median == median.rounded()
            return decimalText(median, decimals: isWhole ? 0 : abs(median) < 1 ? 2 : 1)
        }
        return (middle(split.churned), middle(split.renewed))
    }

    private func panel(of split: SignalSplit) -> SmallMultiples.Panel {
        let figures = figures(split.name)
        let isYesOrNo = figures?.isYesOrNo ?? false
        let isStarred = figures?.isStarred ?? false
        let (churned, renewed) = middles(split)
        func caption(_ name: String, _ middle: String, _ side: SignalSplit.Side) -> String {
            "\(name): \(isYesOrNo ? "\(middle) yes" : "median \(middle)")"
        }
        let edges =
            split.values.map { values in (0...values.count).map { Double($0) - 0.5 } }
            ?? split.edges
        func series(_ side: SignalSplit.Side, isFilled: Bool) -> SmallMultiples.Series.Shape {
            .steps(edges: edges, heights: side.shares, isFilled: isFilled)
        }
        return SmallMultiples.Panel(
            label: split.name.label,
            remark: isStarred ? figures?.direction ?? "" : "may be luck",
            across: split.across(isYesOrNo: isYesOrNo),
            series: [
                .init(
                    series(split.renewed, isFilled: true),
                    caption: caption("renewed", renewed, split.renewed)),
                .init(
                    series(split.churned, isFilled: false), tone: .emphasised,
                    caption: caption("churned", churned, split.churned)),
            ])
    }
}

extension SignalName {
    /// Whether its values are logarithms of money.
    fileprivate var isLogarithm: Bool { self == SignalName(.account, "log_arr") }
}

extension SignalSplit {
    /// Whether its values read best as percent: a measure between 0 and 1.
    fileprivate var isShare: Bool {
        name.family == .measures && values == nil
            && (edges.first ?? -1) >= 0 && (edges.last ?? 2) <= 1
    }

    /// The axis of the values. Logarithms have amounts of money on it.
    fileprivate func across(isYesOrNo: Bool) -> SmallMultiples.Across {
        if isYesOrNo, values?.count == 2 { return .places(["no", "yes"]) }
        if let values, !name.isLogarithm { return .places(values.map { numberText($0) }) }
        let range = (edges.first ?? 0)...(edges.last ?? 1)
        guard name.isLogarithm else {
            return .values(range, isShare ? .percent(decimals: 0) : .number(decimals: 0))
        }
        let marks = (0...14).flatMap { power in [1.0, 3].map { $0 * pow(10, Double(power)) } }
            .filter { range.contains(log($0)) }
            .map { amount in
                SmallMultiples.Across.Mark(
                    x: log(amount), label: ValueFormat.money(currency: "").plain(amount))
            }
        return .marks(marks, over: range)
    }
}
