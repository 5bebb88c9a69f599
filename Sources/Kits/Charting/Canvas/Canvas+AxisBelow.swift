import Formats

extension Canvas {
    /// The number of steps that a horizontal axis of `room` pixels has room for.
    func stepCount(across room: Double) -> Int { min(max(Int(room / (label.size * 5)), 2), 10) }

    /// Draws the numbers of an axis below its plot. When they would be crowded, only every second,
    /// fourth or eighth number is drawn.
    ///
    /// With `lines`, hairlines run up through the plot.
    mutating func drawBelow(
        _ axis: ValueAxis, in plot: Rect, scale x: LinearScale, lines: Bool
    ) {
        let values = axis.ticks.values
        if lines {
            for tick in values {
                vertical(
                    x: x(tick), from: plot.top, to: plot.bottom, colors.grid, thickness: hairline())
            }
        }
        horizontal(
            y: plot.bottom, from: plot.left, to: plot.right, colors.baseline, thickness: hairline())
        let widest = values.map { width(of: axis.text($0), label) }.max() ?? 0
        let distance = plot.width / Double(max(values.count - 1, 1))
        let skip = [1, 2, 4].first { distance * Double($0) > widest + label.size * 0.6 } ?? 8
        // Zero always keeps its number.
        let zero = values.firstIndex { abs($0) < axis.ticks.step / 2 } ?? 0
        for (index, tick) in values.enumerated() where (index - zero).isMultiple(of: skip) {
            place(
                axis.text(tick), x: x(tick), baseline: plot.bottom + axisLabelDrop, .middle,
                style: label, colors.grey)
        }
    }
}
