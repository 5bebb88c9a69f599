public import Formats

/// Leads from one value to another in steps that add up (a waterfall chart).
public struct BridgeChart: Chart {
    /// The value at the start or end of the bridge.
    public struct End: Sendable, Hashable {
        /// What the value belongs to: "Company".
        public var label: ChartLabel
        /// The value.
        public var value: Double

        /// The value at the start or end of the bridge.
        public init(label: ChartLabel, value: Double) {
            self.label = label
            self.value = value
        }
    }

    /// A step.
    public struct Step: Sendable, Hashable {
        /// The cause of the step: "Easier or harder accounts".
        public var label: String
        /// The change in value; negative for a decrease.
        public var change: Double
        /// A note under the label: "within what luck gives, ±4.1"; nil for none.
        public var remark: String?

        /// A step.
        public init(label: String, change: Double, remark: String? = nil) {
            self.label = label
            self.change = change
            self.remark = remark
        }
    }

    /// A range to compare the end value with.
    public struct Band: Sendable, Hashable {
        /// The range.
        public var range: ClosedRange<Double>
        /// What the range stands for: "luck alone".
        public var words: String
        /// The number of steps to the left of the band.
        public var steps: Int

        /// A range to compare the end value with.
        public init(range: ClosedRange<Double>, words: String, steps: Int) {
            self.range = range
            self.words = words
            self.steps = steps
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The value before the first step.
    public var start: End
    /// The steps from left to right. Their changes add up to the difference of `end` and `start`.
    public var steps: [Step]
    /// The value after the last step.
    public var end: End
    /// The range to compare the end with; nil for none.
    public var band: Band?
    /// Whether the title is about the end value.
    public var isEmphasised: Bool
    /// The format of the values.
    public var format: ValueFormat
    /// The format of the changes.
    public var changeFormat: ValueFormat
    /// The range of possible values; nil for no limit.
    public var bounds: ClosedRange<Double>?

    /// A bridge.
    public init(
        text: ChartText, start: End, steps: [Step], end: End, band: Band? = nil,
        isEmphasised: Bool = false, format: ValueFormat, changeFormat: ValueFormat,
        bounds: ClosedRange<Double>? = nil
    ) {
        self.text = text
        self.start = start
        self.steps = steps
        self.end = end
        self.band = band
        self.isEmphasised = isEmphasised
        self.format = format
        self.changeFormat = changeFormat
        self.bounds = bounds
    }
}

extension BridgeChart {
    /// The value before each step and at the end.
    private var levels: [Double] {
        steps.reduce(into: [start.value]) { $0.append(($0.last ?? 0) + $1.change) }
    }

    /// Lays the bridge out.
    public func draw(on canvas: inout Canvas) {
        let shown =
            levels + [end.value] + (band.map { [$0.range.lowerBound, $0.range.upperBound] } ?? [])
        let isDrawable = shown.allSatisfy(\.isFinite)
        let air = (shown.max() ?? 0) - (shown.min() ?? 0)
        // The padding keeps the numbers away from the edges.
        let axis = canvas.axis(
            covering: shown + [(shown.min() ?? 0) - air * 0.08, (shown.max() ?? 0) + air * 0.08],
            format: format, within: bounds)
        let frame = canvas.frame(text, notes: isDrawable ? axis.notes : [])
        guard isDrawable else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        let style = canvas.label
        // The numbers of the axis may take a little of the width.
        let labels = labels(
            on: canvas, within: 0.88 * frame.plot.width / Double(steps.count + 2))
        let lines = labels.map(\.count).max() ?? 1
        let place = Rect(
            left: frame.plot.left, top: frame.plot.top, right: frame.plot.right,
            bottom: max(
                frame.plot.bottom - style.size * (0.05 + 1.2 * Double(max(lines, 2) - 1)),
                frame.plot.top))
        let plot = canvas.plot(
            in: Frame(plot: place, labelBottom: frame.labelBottom), axis: axis, labelRoom: 0)
        let y = LinearScale(domain: axis.ticks.range, from: plot.bottom, to: plot.top)
        let column = plot.width / Double(steps.count + 2)
        func x(_ index: Int) -> Double { plot.left + column * (Double(index) + 0.5) }
        canvas.draw(axis, in: plot, scale: y)
        if let band {
            canvas.fill(
                Rect(
                    left: x(min(band.steps, steps.count)) + column * 0.5,
                    top: y(band.range.upperBound), right: plot.right,
                    bottom: y(band.range.lowerBound)), canvas.colors.innerBand)
        }
        drawSteps(column, x, y, on: &canvas)
        drawEnds(column, x, y, on: &canvas)
        if let band {
            let room = column * (Double(steps.count - band.steps) + 0.9)
            canvas.place(
                canvas.fitted(band.words, within: room, style), x: plot.right - column * 0.04,
                middle: y(band.range.upperBound) + style.size * 0.85, .end, style: style,
                canvas.colors.ink, on: canvas.colors.innerBand)
        }
        for (index, lines) in labels.enumerated() {
            for (line, label) in lines.enumerated() {
                canvas.place(
                    label.words, x: x(index),
                    baseline: plot.bottom + canvas.axisLabelDrop + Double(line) * style.size * 1.2,
                    .middle, style: style,
                    label.isRemark ? canvas.colors.grey : canvas.colors.ink)
            }
        }
    }

    /// The lines under each column: the label, and a remark where the picture is high enough.
    private func labels(
        on canvas: Canvas, within room: Double
    ) -> [[(words: String, isRemark: Bool)]] {
        let style = canvas.label
        let hasRoom = canvas.height >= style.size * 24
        let columns =
            [(canvas.drawn(start.label, style), nil)] + steps.map { ($0.label, $0.remark) }
            + [(canvas.drawn(end.label, style), nil)]
        return columns.map { label, remark in
            let lines = canvas.wrapped(label, within: room, style, lines: 2)
            let notes = remark.map { canvas.wrapped($0, within: room, style, lines: 2) } ?? []
            return lines.map { ($0, false) } + (hasRoom ? notes.map { ($0, true) } : [])
        }
    }

    /// Draws floating bars joined by hairlines. The number is beside the end of the bar that the
    /// step leads to.
    private func drawSteps(
        _ column: Double, _ x: (Int) -> Double, _ y: LinearScale, on canvas: inout Canvas
    ) {
        let colors = canvas.colors
        let half = min(column * 0.3, 110 * canvas.scale)
        let line = canvas.hairline(2)
        let levels = levels
        for (index, step) in steps.enumerated() {
            let (from, to) = (y(levels[index]), y(levels[index + 1]))
            let middle = x(index + 1)
            canvas.horizontal(
                y: from, from: x(index) + half, to: middle - half, colors.quiet,
                thickness: line)
            let top = min(from, to) - line / 2
            canvas.fill(
                Rect(
                    left: middle - half, top: top, right: middle + half,
                    bottom: max(from, to) + line / 2), colors.quiet)
            let style = canvas.valueLabel
            let isUp = to <= from
            let ground = band.map { index >= $0.steps } ?? false
            canvas.place(
                changeFormat.plain(step.change), x: middle,
                middle: isUp ? top - style.size * 0.75 : max(from, to) + style.size * 0.85,
                .middle, style: style, colors.ink, on: ground ? colors.innerBand : nil)
        }
        canvas.horizontal(
            y: y(end.value), from: x(steps.count) + half, to: x(steps.count + 1) - half,
            colors.quiet, thickness: line)
    }

    private func drawEnds(
        _ column: Double, _ x: (Int) -> Double, _ y: LinearScale, on canvas: inout Canvas
    ) {
        let colors = canvas.colors
        let half = min(column * 0.3, 110 * canvas.scale)
        let style = canvas.valueLabel
        let mark = isEmphasised ? colors.emphasis : colors.line
        for (index, end, mark) in [(0, start, colors.line), (steps.count + 1, end, mark)] {
            canvas.horizontal(
                y: y(end.value), from: x(index) - half, to: x(index) + half, mark,
                thickness: max(canvas.hairline(7), 2))
            let isOnBand = index > 0 && (band?.range.contains(end.value) ?? false)
            canvas.place(
                format.text(end.value), x: x(index), middle: y(end.value) - style.size * 0.95,
                .middle, style: style, colors.ink, on: isOnBand ? colors.innerBand : nil)
        }
    }
}
