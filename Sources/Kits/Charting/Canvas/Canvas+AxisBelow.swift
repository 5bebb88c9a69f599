import Formats

extension Canvas {
    /// How many steps an axis of so many pixels across has room for.
    func stepCount(across room: Double) -> Int { min(max(Int(room / (label.size * 5)), 2), 10) }

    /// The numbers of an axis below its plot, every second or fourth where they would crowd; with
    /// hairlines up through the plot where there are `lines`.
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
        // Zero keeps its number whatever is skipped.
        let zero = values.firstIndex { abs($0) < axis.ticks.step / 2 } ?? 0
        for (index, tick) in values.enumerated() where (index - zero).isMultiple(of: skip) {
            place(
                axis.text(tick), x: x(tick), baseline: plot.bottom + axisLabelDrop, .middle,
                style: label, colors.grey)
        }
    }
}
