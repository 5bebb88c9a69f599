public import Formats

/// A running total as monthly bars from zero, against a target.
public struct BarsAgainstTarget: Chart {
    /// The title, subtitle and footer.
    public var text: ChartText
    /// The months, oldest first: "Nov 24".
    public var months: [String]
    /// The total up to each month; nil where there is none.
    public var values: [Double?]
    /// The target of each month; nil where there is none. Targets may be constant or grow.
    public var targets: [Double?]
    /// The format of the values.
    public var format: ValueFormat

    /// Creates a bar chart. `values` and `targets` may be shorter than `months`. Values that are
    /// not finite count as nil.
    public init(
        text: ChartText, months: [String], values: [Double?], targets: [Double?] = [],
        format: ValueFormat
    ) {
        self.text = text
        self.months = months
        self.values = values.prefix(months.count).map { $0.flatMap { $0.isFinite ? $0 : nil } }
        self.targets = targets.prefix(months.count).map { $0.flatMap { $0.isFinite ? $0 : nil } }
        self.format = format
    }
}

extension BarsAgainstTarget {
    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let shown = (values + targets).compactMap { $0 }
        let axis = canvas.axis(covering: shown, format: format, within: nil, includingZero: true)
        let frame = canvas.frame(text)
        let labels = endLabels(canvas) { _ in 0 }
        let plot = canvas.plot(in: frame, axis: axis, labelRoom: canvas.room(for: labels))
        let y = LinearScale(domain: axis.ticks.range, from: plot.bottom, to: plot.top)
        let monthAxis = MonthAxis(labels: months, plot: plot)
        if shown.isEmpty {
            canvas.sayNothingToShow(in: plot)
        } else {
            canvas.draw(axis, in: plot, scale: y)
        }
        let last = values.lastIndex { $0 != nil }
        for (index, value) in values.enumerated() {
            guard let value else { continue }
            let half = min(monthAxis.step * 0.34, 70 * canvas.scale)
            canvas.fill(
                Rect(
                    left: monthAxis(index) - half, top: min(y(value), y(0)),
                    right: monthAxis(index) + half, bottom: max(y(value), y(0))),
                index == last ? canvas.colors.line : canvas.colors.quiet)
        }
        if !shown.isEmpty {
            canvas.horizontal(
                y: y(0), from: plot.left, to: plot.right, canvas.colors.baseline,
                thickness: canvas.hairline(2))
        }
        drawTargets(on: &canvas, monthAxis, y)
        canvas.place(endLabels(canvas, at: y.callAsFunction), rightOf: plot)
        canvas.draw(monthAxis)
    }

    /// Draws the targets as a dashed staircase, with one step for each run of equal targets.
    private func drawTargets(
        on canvas: inout Canvas, _ monthAxis: MonthAxis, _ y: LinearScale
    ) {
        let thickness = canvas.hairline(2)
        // Snap the steps to whole pixels so that they are sharp.
        func snapped(_ place: Double) -> Double {
            (place - thickness / 2).rounded() + thickness / 2
        }
        for run in runs(of: targets) {
            var points: [Point] = []
            for index in run {
                guard let target = targets[index] else { continue }
                let left = snapped(monthAxis(index) - monthAxis.step / 2)
                let right = snapped(monthAxis(index) + monthAxis.step / 2)
                let height = snapped(y(target))
                if points.last?.y == height {
                    points[points.count - 1].x = right
                } else {
                    points += [Point(left, height), Point(right, height)]
                }
            }
            canvas.line(
                points, canvas.colors.ink, thickness: thickness, dash: max(11 * canvas.scale, 4))
        }
    }

    private func endLabels(_ canvas: Canvas, at y: (Double) -> Double) -> [EndLabel] {
        var labels: [EndLabel] = []
        if let index = values.lastIndex(where: { $0 != nil }), let value = values[index] {
            let lines = [
                EndLabel.Line(
                    format.text(value), short: format.plain(value), canvas.valueLabel,
                    canvas.colors.lineText),
                EndLabel.Line("by " + months[index], canvas.label, canvas.colors.grey),
            ]
            labels.append(EndLabel(y: y(value), lines: lines, importance: 3))
        }
        if let last = targets.last, let target = last {
            labels.append(canvas.targetLabel(format.target(target), y: y(target)))
        }
        return labels
    }
}
