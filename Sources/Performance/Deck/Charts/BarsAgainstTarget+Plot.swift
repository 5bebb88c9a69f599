import Charting
import Formats
import Office

extension BarsAgainstTarget {
    /// Columns over their months, with the target.
    var plot: CategoryPlot {
        let last = values.lastIndex { $0 != nil }
        let shown = (values + targets).compactMap(\.self)
        let hasTarget = targets.contains { $0 != nil }
        // A label above the last column would meet a target that is near. The title says the value.
        let top = shown.map(abs).max() ?? 0
        let isNear = last.flatMap { index in
            values[index].flatMap { value in
                targets.last?.map { $0 >= value && $0 - value < top * 0.1 }
            }
        }
        return CategoryPlot(
            categories: months, valueAxis: ChartAxis(format, values: shown),
            columns: [
                ColumnSeries(
                    "so far", padded(values), color: .main.with(opacity: 0.4),
                    pointColors: last.map { [$0: .main] } ?? [:],
                    labels: isNear == true ? .none : last.map { .at([$0]) } ?? .none)
            ],
            lines: hasTarget
                ? [
                    LineSeries(
                        "target", padded(targets), color: .ink, stroke: .dashed,
                        endLabel: .text(
                            "target " + (targets.last.flatMap(\.self).map(format.text) ?? "")))
                ] : [])
    }

    private func padded(_ values: [Double?]) -> [Double?] {
        values + Array(repeating: nil, count: months.count - values.count)
    }
}

extension StackedShareChart {
    /// The tiers as stacked columns, from the bottom up.
    var plot: CategoryPlot {
        let last = shares.lastIndex { $0 != nil }
        func column(
            _ name: String, _ color: OfficeColor, _ share: (Shares) -> Double
        ) -> ColumnSeries {
            let values = months.indices.map { index in
                shares.indices.contains(index) ? shares[index].map(share) : nil
            }
            return ColumnSeries(
                name, values, color: color, labels: last.map { .at([$0]) } ?? .none)
        }
        return CategoryPlot(
            categories: months,
            valueAxis: ChartAxis(.percent(decimals: 0), values: [], minimum: 0, maximum: 1),
            columns: [
                column("red", .emphasis, \.red),
                column("amber", .main.with(opacity: 0.35), \.amber),
                column("green", .main, \.green),
            ], arrangement: .shares)
    }
}
