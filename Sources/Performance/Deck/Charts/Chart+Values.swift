import Charting

extension Chart {
    /// Whether there is anything to draw.
    var hasValues: Bool {
        switch self {
        case let chart as ControlChart: chart.points.contains { $0.value != nil }
        case let chart as LinesChart: chart.series.contains { $0.values.contains { $0 != nil } }
        case let chart as BarsAgainstTarget: chart.values.contains { $0 != nil }
        case let chart as BarsAndLine: (chart.bars + chart.line).contains { $0 != nil }
        case let chart as StackedShareChart: chart.shares.contains { $0 != nil }
        case let chart as BridgeChart:
            chart.start.value != 0 || chart.end.value != 0 || !chart.steps.isEmpty
        case let chart as DotRangeChart: chart.rows.contains { $0.value != nil }
        case let chart as FunnelChart: !chart.dots.isEmpty
        case let chart as ForestPlot:
            chart.groups.contains { $0.rows.contains { $0.estimate != nil } }
        case let chart as FlowChart: chart.flows.contains { $0.contains { $0 > 0 } }
        case let chart as IntervalTable: !chart.rows.isEmpty
        case let chart as ReliabilityDiagram: chart.series.contains { !$0.bins.isEmpty }
        case let chart as RangesChart:
            chart.panels.contains { $0.values.contains { $0 != nil } }
        case let chart as SmallMultiples: !chart.panels.isEmpty
        default: true
        }
    }

    /// The chart without title, subtitle and footer, which a slide has in its own places.
    var withoutText: Self {
        var chart = self
        chart.text = ChartText(title: "", subtitle: "", footer: [])
        return chart
    }
}
