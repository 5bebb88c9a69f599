public import Formats

/// Monthly results against the expected range, in one or two panels.
public struct RangesChart: Chart {
    /// The expected range and the result of one month.
    public struct Value: Sendable, Hashable {
        /// The lower end of the expected range.
        public var low: Double
        /// The upper end of the expected range.
        public var high: Double
        /// The expected mean.
        public var mean: Double
        /// The result; nil when it is not known.
        public var observed: Double?
        /// Whether the month is not settled yet. Such a month is drawn hollow and never counts as
        /// outside.
        public var isProvisional: Bool

        /// The expected range and the result of one month.
        public init(
            low: Double, high: Double, mean: Double, observed: Double?, isProvisional: Bool = false
        ) {
            self.low = low
            self.high = high
            self.mean = mean
            self.observed = observed.flatMap { $0.isFinite ? $0 : nil }
            self.isProvisional = isProvisional
        }

        /// Whether the result is outside the range. Always false for a month that is not settled.
        public var isOutside: Bool {
            guard let observed, !isProvisional else { return false }
            return observed < low || observed > high
        }
    }

    /// One plot of the picture.
    public struct Panel: Sendable, Hashable {
        /// A short name: "Raised".
        public var name: String
        /// One value per month; nil leaves the month empty.
        public var values: [Value?]

        /// Creates a panel. Values that are not finite leave their month empty.
        public init(name: String, values: [Value?]) {
            self.name = name
            self.values = values.map { value in
                value.flatMap { one in
                    [one.low, one.high, one.mean].allSatisfy(\.isFinite) && one.low <= one.high
                        ? one : nil
                }
            }
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The months, oldest first: "Nov 24".
    public var months: [String]
    /// The panels from the top, one or two. More are not drawn.
    public var panels: [Panel]
    /// The format of the values.
    public var format: ValueFormat
    /// What the axis reaches at least, so that few counts have whole numbers beside them; 0 for
    /// nothing.
    public var leastTop: Double
    /// The word or two for results: "left".
    public var observedWords: String
    /// The word or two for expectations: "expected".
    public var expectedWords: String

    /// Creates a chart of ranges. Values beyond `months` are not drawn.
    public init(
        text: ChartText, months: [String], panels: [Panel], format: ValueFormat,
        leastTop: Double = 0, observedWords: String = "observed", expectedWords: String = "expected"
    ) {
        self.text = text
        self.months = months
        self.panels = panels.prefix(2).map {
            Panel(name: $0.name, values: Array($0.values.prefix(months.count)))
        }
        self.format = format
        self.leastTop = leastTop
        self.observedWords = observedWords
        self.expectedWords = expectedWords
    }
}

extension RangesChart {
    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let values = panels.flatMap { $0.values.compactMap { $0 } }
        let frame = canvas.frame(text, notes: notes(values))
        guard !values.isEmpty else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        let stacked = canvas.stackedPlots(panels.map { _ in 1 }, in: frame.plot)
        // Counts are never below zero, so the axis must not go there either.
        let lowest = values.map { min($0.low, $0.mean, $0.observed ?? 0) }.min() ?? 0
        let bounds = lowest < 0 ? nil : 0...Double.greatestFiniteMagnitude
        let axes = zip(panels, stacked).map { panel, place in
            canvas.axis(
                covering: panel.values.flatMap { one in
                    one.map { [$0.low, $0.high, $0.mean, $0.observed ?? $0.mean] } ?? []
                } + [leastTop], format: format, within: bounds, includingZero: true,
                steps: canvas.stepCount(down: place.plot.height))
        }
        let labels = panels.map { endLabels($0, canvas) { _ in 0 } }
        let room = canvas.room(for: labels.flatMap { $0 })
        // All panels have the same left and right ends, so that the months line up.
        let sides = axes.map { canvas.plot(in: frame, axis: $0, labelRoom: room) }
        let left = sides.map(\.left).max() ?? frame.plot.left
        let right = max(sides.map(\.right).min() ?? frame.plot.right, left)
        for (index, panel) in panels.enumerated() {
            var place = stacked[index]
            place = StackedPlot(
                headingBaseline: place.headingBaseline,
                plot: Rect(
                    left: left, top: place.plot.top, right: right, bottom: place.plot.bottom))
            canvas.draw(heading: panel.name, above: place)
            draw(panel, axes[index], in: place.plot, on: &canvas)
            if index == panels.count - 1 {
                canvas.draw(MonthAxis(labels: months, plot: place.plot))
            }
        }
    }

    private func notes(_ values: [Value]) -> [String] {
        guard !values.isEmpty else { return [] }
        let hollow = values.contains(where: \.isProvisional) ? ["hollow: not settled yet"] : []
        return ["bar: range to be expected, tick: its mean"] + hollow
    }

    private func draw(
        _ panel: Panel, _ axis: ValueAxis, in plot: Rect, on canvas: inout Canvas
    ) {
        let y = LinearScale(domain: axis.ticks.range, from: plot.bottom, to: plot.top)
        let axisMonths = MonthAxis(labels: months, plot: plot)
        canvas.draw(axis, in: plot, scale: y)
        let colors = canvas.colors
        let half = min(axisMonths.step * 0.3, 26 * canvas.scale)
        let tick = canvas.hairline(3)
        for (index, value) in panel.values.enumerated() {
            guard let value else { continue }
            let x = axisMonths(index)
            let top = min(y(value.high), y(value.low) - tick)
            let bar = Rect(left: x - half, top: top, right: x + half, bottom: y(value.low))
            canvas.fill(bar, colors.quietTint)
            if value.isProvisional {
                let line = canvas.hairline(2)
                canvas.fill(
                    Rect(
                        left: bar.left + line, top: bar.top + line, right: bar.right - line,
                        bottom: bar.bottom - line), colors.background)
            }
            canvas.horizontal(
                y: y(value.mean), from: x - half, to: x + half, colors.grey, thickness: tick)
        }
        let radius = max(min(canvas.stroke(8), axisMonths.step * 0.26), 2)
        func places(_ isIncluded: (Value) -> Bool) -> [Point] {
            panel.values.enumerated().compactMap { index, value in
                guard let value, let observed = value.observed, isIncluded(value) else {
                    return nil
                }
                return Point(axisMonths(index), y(observed))
            }
        }
        canvas.discs(places { !$0.isProvisional && !$0.isOutside }, radius: radius, colors.line)
        canvas.rings(
            places(\.isProvisional), radius: radius * 1.1, thickness: max(radius * 0.34, 1.2),
            colors.line)
        // Results outside the range also differ by size and by a border in the background colour.
        let outside = places(\.isOutside)
        canvas.discs(outside, radius: radius * 1.35 + canvas.hairline(2), colors.background)
        canvas.discs(outside, radius: radius * 1.35, colors.emphasis)
        canvas.place(endLabels(panel, canvas, at: y.callAsFunction), rightOf: plot)
    }

    /// Labels with the total results and expectations of all settled months.
    private func endLabels(
        _ panel: Panel, _ canvas: Canvas, at y: (Double) -> Double
    ) -> [EndLabel] {
        let settled = panel.values.compactMap { $0 }.filter {
            !$0.isProvisional && $0.observed != nil
        }
        guard let last = settled.last, let observed = last.observed else { return [] }
        let sum = settled.reduce(0) { $0 + ($1.observed ?? 0) }
        let expected = settled.reduce(0) { $0 + $1.mean }
        let colors = canvas.colors
        let isOutside = last.isOutside
        var lines = [
            EndLabel.Line(
                format.text(sum) + " " + observedWords, short: format.text(sum),
                canvas.valueLabel, isOutside ? colors.emphasisText : colors.lineText),
            EndLabel.Line(
                format.text(expected) + " " + expectedWords, canvas.label, colors.grey),
        ]
        let outside = settled.count(where: \.isOutside)
        let count = decimalText(Double(settled.count), decimals: 0)
        lines.append(
            EndLabel.Line(
                "\(outside) of \(count) outside", canvas.label,
                outside > 0 ? colors.emphasisText : colors.grey))
        return [EndLabel(y: y(observed), lines: lines, importance: 3)]
    }
}
