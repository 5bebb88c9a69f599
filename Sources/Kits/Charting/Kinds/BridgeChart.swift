public import Formats

/// From one value to another in steps that add up.
public struct BridgeChart: Chart {
    /// A value at one of the ends.
    public struct End: Sendable, Hashable {
        /// What it is of: "Company".
        public var label: String
        /// The value.
        public var value: Double

        /// A value at one of the ends.
        public init(label: String, value: Double) {
            self.label = label
            self.value = value
        }
    }

    /// A step.
    public struct Step: Sendable, Hashable {
        /// What makes it: "Easier or harder accounts".
        public var label: String
        /// What it adds.
        public var change: Double

        /// A step.
        public init(label: String, change: Double) {
            self.label = label
            self.change = change
        }
    }

    /// A range that the second end is held against.
    public struct Band: Sendable, Hashable {
        /// The range.
        public var range: ClosedRange<Double>
        /// What lies in it: "luck alone".
        public var words: String
        /// It begins behind so many steps.
        public var steps: Int

        /// A range that the second end is held against.
        public init(range: ClosedRange<Double>, words: String, steps: Int) {
            self.range = range
            self.words = words
            self.steps = steps
        }
    }

    /// The words round the picture.
    public var text: ChartText
    /// Where the steps start.
    public var start: End
    /// From left to right; their changes lead from `start` to `end`.
    public var steps: [Step]
    /// Where they end.
    public var end: End
    /// What the end is held against, nil for nothing.
    public var band: Band?
    /// Whether the title speaks of the end.
    public var isEmphasised: Bool
    /// How values are written.
    public var format: ValueFormat
    /// How changes are written.
    public var changeFormat: ValueFormat
    /// What the values cannot leave by nature, nil for nothing.
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
        // Half a step of air keeps the numbers off the edges.
        let axis = canvas.axis(
            covering: shown + [(shown.min() ?? 0) - air * 0.08, (shown.max() ?? 0) + air * 0.08],
            format: format, within: bounds)
        let frame = canvas.frame(text, notes: isDrawable ? axis.notes : [])
        guard isDrawable else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        let style = canvas.label
        let place = Rect(
            left: frame.plot.left, top: frame.plot.top, right: frame.plot.right,
            bottom: max(frame.plot.bottom - style.size * 1.25, frame.plot.top))
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
        let labels = [start.label] + steps.map(\.label) + [end.label]
        for (index, label) in labels.enumerated() {
            let lines = canvas.wrapped(label, within: column * 0.92, style, lines: 2)
            for (line, words) in lines.enumerated() {
                canvas.place(
                    words, x: x(index),
                    baseline: plot.bottom + canvas.axisLabelDrop + Double(line) * style.size * 1.2,
                    .middle, style: style, canvas.colors.ink)
            }
        }
    }

    /// Floating bars, joined by hairlines; the number stands off the bar's free end.
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
