import Charting
import Formats
import Glibc
import Office

extension BridgeChart {
    /// The bridge as a waterfall.
    var plot: WaterfallPlot {
        let levels = steps.reduce(into: [start.value]) { $0.append(($0.last ?? 0) + $1.change) }
        return WaterfallPlot(
            steps: [WaterfallPlot.Step(start.label.name, .total(start.value))]
                + steps.map { WaterfallPlot.Step($0.label, .change($0.change)) }
                + [WaterfallPlot.Step(end.label.name, .total(end.value))],
            valueAxis: ChartAxis(
                format, values: levels, minimum: Self.cut(below: levels + [end.value])))
    }

    /// Where the axis begins, so that small steps show beside large totals; nil for zero.
    private static func cut(below levels: [Double]) -> Double? {
        guard let low = levels.min(), let high = levels.max(), low > 0, high - low < low / 2 else {
            return nil
        }
        let wanted = max(low - 1.5 * (high - low), low / 2)
        let unit = pow(10, (log10(max(high - low, high / 1000))).rounded(.down))
        return (wanted / unit).rounded(.down) * unit
    }
}
