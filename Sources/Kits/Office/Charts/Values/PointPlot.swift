/// Dots and curves between two axes of numbers, such as a funnel.
public struct PointPlot: Sendable, Equatable {
    /// The dots, by series.
    public var dots: [DotSeries]
    /// The curves, such as limits.
    public var curves: [CurveSeries]
    /// The axis from left to right.
    public var horizontalAxis: ChartAxis
    /// The axis from bottom to top.
    public var verticalAxis: ChartAxis

    /// A plot of points.
    public init(
        dots: [DotSeries], curves: [CurveSeries] = [], horizontalAxis: ChartAxis,
        verticalAxis: ChartAxis
    ) {
        self.dots = dots
        self.curves = curves
        self.horizontalAxis = horizontalAxis
        self.verticalAxis = verticalAxis
    }
}

/// A place between two axes of numbers.
public struct PlotPoint: Sendable, Equatable {
    /// From the left.
    public var x: Double
    /// From the bottom.
    public var y: Double
    /// A text beside the dot.
    public var label: String?

    /// A place.
    public init(x: Double, y: Double, label: String? = nil) {
        self.x = x
        self.y = y
        self.label = label
    }
}

/// Dots of one look.
public struct DotSeries: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The dots.
    public var points: [PlotPoint]
    /// The look of the dots.
    public var style: PointStyle

    /// Dots.
    public init(
        _ name: String, _ points: [PlotPoint], style: PointStyle = PointStyle(color: .main)
    ) {
        self.name = name
        self.points = points
        self.style = style
    }
}

/// A curve through points, in order.
public struct CurveSeries: Sendable, Equatable {
    /// The name.
    public var name: String
    /// The points; their labels are not shown.
    public var points: [PlotPoint]
    /// The colour.
    public var color: OfficeColor
    /// How the curve is drawn.
    public var stroke: LineStroke
    /// What stands behind its last point.
    public var endLabel: EndLabel

    /// A curve.
    public init(
        _ name: String, _ points: [PlotPoint], color: OfficeColor = .quiet,
        stroke: LineStroke = .thin, endLabel: EndLabel = .none
    ) {
        self.name = name
        self.points = points
        self.color = color
        self.stroke = stroke
        self.endLabel = endLabel
    }
}
