import Formats

/// A vertical axis of round numbers.
struct ValueAxis {
    let ticks: Ticks
    let format: ValueFormat

    /// The text of a tick.
    func text(_ tick: Double) -> String {
        let largest = max(abs(ticks.range.lowerBound), abs(ticks.range.upperBound))
        return format.tick(tick, step: ticks.step, largest: largest)
    }

    /// A footer note that gives the range of the axis when it does not include zero. Lines may
    /// start at the lowest value, but the reader must be told.
    var notes: [String] {
        let range = ticks.range
        return range.contains(0)
            ? [] : ["axis runs from \(text(range.lowerBound)) to \(text(range.upperBound))"]
    }
}

extension Canvas {
    /// The number of steps that a vertical axis has room for.
    var stepCount: Int { min(max(Int(height * 0.7 / (label.size * 3.6)), 2), 8) }

    /// An axis that covers all values, limits and targets. Without any, it covers the format's
    /// smallest span around 0.
    ///
    /// It has at most `steps` steps; nil means as many as the height of the picture allows.
    func axis(
        covering values: [Double], format: ValueFormat, within bounds: ClosedRange<Double>?,
        includingZero: Bool = false, steps: Int? = nil
    ) -> ValueAxis {
        let shown = values.filter(\.isFinite) + (includingZero ? [0] : [])
        let range = (shown.min() ?? 0)...(shown.max() ?? 0)
        let ticks = Ticks(
            covering: range, count: steps ?? stepCount, within: bounds,
            smallestSpan: format.smallestSpan, shownTimes: format.factor)
        return ValueAxis(ticks: ticks, format: format)
    }

    /// The plot, with room for the axis numbers on its left and for labels on its right.
    ///
    /// `labelRoom` is the width of the widest label in pixels, 0 for no labels. Labels get at most
    /// 30 % of the picture's width.
    func plot(in frame: Frame, axis: ValueAxis, labelRoom: Double) -> Rect {
        let numbers = axis.ticks.values.map { width(of: axis.text($0), label) }.max() ?? 0
        let left = max(frame.plot.left, edge + numbers + axisGap)
        let widest = width - edge - labelGap - min(labelRoom, width * 0.3)
        let right = labelRoom > 0 ? min(width - 287 * scale, widest) : frame.plot.right
        return Rect(left: left, top: frame.plot.top, right: right, bottom: frame.plot.bottom)
    }

    var axisGap: Double { max(10 * scale, 4) }
    var labelGap: Double { max(14 * scale, 6) }

    /// Draws a hairline and a number for each tick. Only every second number is drawn when they
    /// would be crowded.
    mutating func draw(_ axis: ValueAxis, in plot: Rect, scale y: LinearScale) {
        let values = axis.ticks.values
        let distance = plot.height / Double(max(values.count - 1, 1))
        let skip = distance < label.size * 1.15 ? 2 : 1
        for (index, tick) in values.enumerated() {
            let isBaseline = index == 0
            horizontal(
                y: y(tick), from: plot.left, to: plot.right,
                isBaseline ? colors.baseline : colors.grid, thickness: hairline())
            guard index.isMultiple(of: skip) else { continue }
            place(
                axis.text(tick), x: plot.left - axisGap, middle: y(tick), .end, style: label,
                colors.grey)
        }
    }
}
