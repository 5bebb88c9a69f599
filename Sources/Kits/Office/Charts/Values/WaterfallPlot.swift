/// Steps that lead from one total to another.
public struct WaterfallPlot: Sendable, Equatable {
    /// The steps, from the left.
    public var steps: [Step]
    /// The axis of values. A minimum cuts the totals off from below, so that small steps show.
    public var valueAxis: ChartAxis
    /// The colour of totals.
    public var totalColor: OfficeColor
    /// The colour of changes above zero.
    public var gainColor: OfficeColor
    /// The colour of changes below zero.
    public var lossColor: OfficeColor

    /// A step of a waterfall.
    public struct Step: Sendable, Equatable {
        /// The name below it.
        public var name: String
        /// What it stands for.
        public var value: Value
        /// The label; nil for the value.
        public var label: String?

        /// A total, which stands on zero, or a change of the total before.
        public enum Value: Sendable, Equatable {
            case total(Double)
            case change(Double)
        }

        /// A step.
        public init(_ name: String, _ value: Value, label: String? = nil) {
            self.name = name
            self.value = value
            self.label = label
        }
    }

    /// A waterfall.
    public init(
        steps: [Step], valueAxis: ChartAxis, totalColor: OfficeColor = .quiet,
        gainColor: OfficeColor = .main, lossColor: OfficeColor = .emphasis
    ) {
        self.steps = steps
        self.valueAxis = valueAxis
        self.totalColor = totalColor
        self.gainColor = gainColor
        self.lossColor = lossColor
    }
}
