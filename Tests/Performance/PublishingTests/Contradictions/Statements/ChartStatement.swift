import Charting
import ReviewCharts

/// What a chart says.
struct ChartStatement: Sendable {
    /// A row, a dot or a cell of it.
    struct Row: Sendable {
        var label: String
        /// The words beside it, or how it stands to its target.
        var remark: String
        var isEmphasised: Bool
        var value: Double?
        var low: Double?
        var high: Double?
    }

    var title: String
    /// What stands below the picture.
    var footer: String
    /// The words for people who do not see it.
    var alt: String
    var rows: [Row]

    /// What a picture shows.
    init(_ described: DescribedChart) {
        title = described.chart.text.title
        footer = described.chart.text.footer.joined(separator: " · ")
        alt = described.altText
        rows =
            switch described.chart {
            case let chart as DotRangeChart: chart.rows.map { Row($0) }
            case let chart as ForestPlot:
                chart.groups.flatMap { group in group.rows.map { Row($0, in: group) } }
            case let chart as FunnelChart: chart.dots.map { Row($0) }
            case let chart as IntervalTable: chart.rows.flatMap { Row.cells($0) }
            default: []
            }
    }
}

extension ChartStatement.Row {
    fileprivate init(_ row: DotRangeChart.Row) {
        self.init(
            label: row.label.name, remark: row.remark, isEmphasised: row.isEmphasised,
            value: row.value, low: row.range?.lowerBound, high: row.range?.upperBound)
    }

    fileprivate init(_ row: ForestPlot.Row, in group: ForestPlot.Group) {
        self.init(
            label: "\(group.heading): \(row.label)",
            remark: "\(row.standing.rawValue) \(row.remark)",
            isEmphasised: row.standing != .quiet, value: row.estimate?.value,
            low: row.estimate?.low, high: row.estimate?.high)
    }

    fileprivate init(_ dot: FunnelChart.Dot) {
        self.init(
            label: dot.label?.name ?? "", remark: "", isEmphasised: dot.isEmphasised,
            value: dot.ratio)
    }

    /// The rates of a row that starts with a name.
    fileprivate static func cells(_ row: [IntervalTable.Cell]) -> [ChartStatement.Row] {
        var name = ""
        return row.compactMap { cell -> ChartStatement.Row? in
            switch cell {
            case .name(let label):
                name = label.name
                return nil
            case .interval(let value, let low, let high, _, let versus):
                return ChartStatement.Row(
                    label: name, remark: versus.rawValue,
                    isEmphasised: versus == .above || versus == .below, value: value, low: low,
                    high: high)
            case .missing(let reason):
                return ChartStatement.Row(label: name, remark: reason, isEmphasised: false)
            case .number, .sparkline: return nil
            }
        }
    }
}
