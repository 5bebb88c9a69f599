import Formats

/// A vertical axis of round numbers.
struct ValueAxis {
    let ticks: Ticks
    let format: ValueFormat

    /// The axis number of a tick.
    func text(_ tick: Double) -> String {
        let largest = max(abs(ticks.range.lowerBound), abs(ticks.range.upperBound))
        return format.tick(tick, step: ticks.step, largest: largest)
    }

    /// A footer note when the axis does not show zero: lines may start where the values live, but
    /// the reader is told.
    var notes: [String] {
        let range = ticks.range
        return range.contains(0)
            ? [] : ["axis runs from \(text(range.lowerBound)) to \(text(range.upperBound))"]
    }
}

extension Canvas {
    /// How many steps a vertical axis has room for.
    var stepCount: Int { min(max(Int(height * 0.7 / (label.size * 3.6)), 2), 8) }

    /// An axis over everything the values, limits and targets need; over 0 to 1 steps when there
    /// is nothing; of at most `steps` steps, by default what the height of the picture allows.
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

    /// The plot with room on its left for the axis numbers and on its right for labels, the widest
    /// of them `labelRoom` pixels wide; 0 for none.
    func plot(in frame: Frame, axis: ValueAxis, labelRoom: Double) -> Rect {
        let numbers = axis.ticks.values.map { width(of: axis.text($0), label) }.max() ?? 0
        let left = max(frame.plot.left, edge + numbers + axisGap)
        let widest = width - edge - labelGap - min(labelRoom, width * 0.3)
        let right = labelRoom > 0 ? min(width - 287 * scale, widest) : frame.plot.right
        return Rect(left: left, top: frame.plot.top, right: right, bottom: frame.plot.bottom)
    }

    var axisGap: Double { max(10 * scale, 4) }
    var labelGap: Double { max(14 * scale, 6) }

    /// Hairlines and their numbers, every second number where they would crowd.
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
