public import Formats

/// A volume as bars, with a share as a line in a separate plot below. There is never a second axis.
public struct BarsAndLine: Chart {
    /// The title, subtitle and footer.
    public var text: ChartText
    /// The months, oldest first: "Nov 24".
    public var months: [String]
    /// What the bars count: "Overrides logged".
    public var barsName: String
    /// One value per month; nil where there is none.
    public var bars: [Double?]
    /// The format of the bars' values.
    public var barsFormat: ValueFormat
    /// What the line shows: "Share of the book under override".
    public var lineName: String
    /// One value per month; nil where there is none.
    public var line: [Double?]
    /// The format of the line's values.
    public var lineFormat: ValueFormat

    /// Creates a chart of a volume and a share. Values beyond `months` are not drawn.
    public init(
        text: ChartText, months: [String], barsName: String, bars: [Double?],
        barsFormat: ValueFormat = .number(decimals: 0), lineName: String, line: [Double?],
        lineFormat: ValueFormat = .percent(decimals: 1)
    ) {
        self.text = text
        self.months = months
        self.barsName = barsName
        self.bars = bars.prefix(months.count).map { $0.flatMap { $0.isFinite ? $0 : nil } }
        self.barsFormat = barsFormat
        self.lineName = lineName
        self.line = line.prefix(months.count).map { $0.flatMap { $0.isFinite ? $0 : nil } }
        self.lineFormat = lineFormat
    }
}

extension BarsAndLine {
    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let frame = canvas.frame(text)
        let all = (bars + line).compactMap { $0 }
        guard !all.isEmpty else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        let stacked = canvas.stackedPlots([3, 2], in: frame.plot)
        let axes = zip([(bars, barsFormat), (line, lineFormat)], stacked).map { one, place in
            canvas.axis(
                covering: one.0.compactMap { $0 }, format: one.1, within: nil,
                includingZero: true, steps: canvas.stepCount(down: place.plot.height))
        }
        let room = canvas.room(
            for: endLabel(bars, barsFormat, canvas) { _ in 0 }
                + endLabel(line, lineFormat, canvas) { _ in 0 })
        let sides = axes.map { canvas.plot(in: frame, axis: $0, labelRoom: room) }
        let left = sides.map(\.left).max() ?? frame.plot.left
        let right = max(sides.map(\.right).min() ?? frame.plot.right, left)
        let places = stacked.map {
            StackedPlot(
                headingBaseline: $0.headingBaseline,
                plot: Rect(left: left, top: $0.plot.top, right: right, bottom: $0.plot.bottom))
        }
        canvas.draw(heading: barsName, above: places[0])
        drawBars(axes[0], in: places[0].plot, on: &canvas)
        canvas.draw(heading: lineName, above: places[1])
        drawLine(axes[1], in: places[1].plot, on: &canvas)
        canvas.draw(MonthAxis(labels: months, plot: places[1].plot))
    }

    private func drawBars(_ axis: ValueAxis, in plot: Rect, on canvas: inout Canvas) {
        let y = LinearScale(domain: axis.ticks.range, from: plot.bottom, to: plot.top)
        let monthAxis = MonthAxis(labels: months, plot: plot)
        canvas.draw(axis, in: plot, scale: y)
        let last = bars.lastIndex { $0 != nil }
        let half = min(monthAxis.step * 0.34, 70 * canvas.scale)
        for (index, value) in bars.enumerated() {
            guard let value else { continue }
            canvas.fill(
                Rect(
                    left: monthAxis(index) - half, top: min(y(value), y(0)),
                    right: monthAxis(index) + half, bottom: max(y(value), y(0))),
                index == last ? canvas.colors.line : canvas.colors.quiet)
        }
        canvas.horizontal(
            y: y(0), from: plot.left, to: plot.right, canvas.colors.baseline,
            thickness: canvas.hairline(2))
        canvas.place(endLabel(bars, barsFormat, canvas, at: y.callAsFunction), rightOf: plot)
    }

    private func drawLine(_ axis: ValueAxis, in plot: Rect, on canvas: inout Canvas) {
        let y = LinearScale(domain: axis.ticks.range, from: plot.bottom, to: plot.top)
        let monthAxis = MonthAxis(labels: months, plot: plot)
        canvas.draw(axis, in: plot, scale: y)
        let places = line.enumerated().map { index, value in
            value.map { Point(monthAxis(index), y($0)) }
        }
        let thickness = canvas.stroke(4)
        for run in runs(of: places) {
            canvas.line(
                places[run].compactMap { $0 }, canvas.colors.line, thickness: thickness)
        }
        let radius = max(min(canvas.stroke(6), monthAxis.step * 0.28), thickness * 0.6)
        canvas.discs(places.compactMap { $0 }, radius: radius, canvas.colors.line)
        canvas.place(endLabel(line, lineFormat, canvas, at: y.callAsFunction), rightOf: plot)
    }

    private func endLabel(
        _ values: [Double?], _ format: ValueFormat, _ canvas: Canvas, at y: (Double) -> Double
    ) -> [EndLabel] {
        guard let index = values.lastIndex(where: { $0 != nil }), let value = values[index] else {
            return []
        }
        let lines = [
            EndLabel.Line(
                format.text(value), short: format.plain(value), canvas.valueLabel,
                canvas.colors.lineText),
            EndLabel.Line("in " + months[index], canvas.label, canvas.colors.grey),
        ]
        return [EndLabel(y: y(value), lines: lines, importance: 3)]
    }
}
