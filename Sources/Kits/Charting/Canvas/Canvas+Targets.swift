/// The ranges of consecutive indices whose values are not nil.
func runs<Value>(of values: [Value?]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for (index, value) in values.enumerated() {
        if value != nil {
            start = start ?? index
        } else if let first = start {
            runs.append(first..<index)
            start = nil
        }
    }
    if let first = start { runs.append(first..<values.count) }
    return runs
}

extension Canvas {
    /// Draws a target as a dashed line across the plot, in ink.
    mutating func drawTarget(y: Double, in plot: Rect) {
        horizontal(
            y: y, from: plot.left, to: plot.right, colors.ink, thickness: hairline(2),
            dash: max(11 * scale, 4))
    }

    /// The label at the end of a target line.
    func targetLabel(_ target: String, of name: String? = nil, y: Double) -> EndLabel {
        let short = "target " + target
        let text = name.map { $0 + " " + short } ?? short
        return EndLabel(
            y: y, lines: [EndLabel.Line(text, short: short, label, colors.ink)], importance: 2)
    }

    /// Draws a message instead of an empty axis when there are no values at all.
    mutating func sayNothingToShow(
        in plot: Rect, _ words: String = "no values in this time"
    ) {
        horizontal(
            y: plot.bottom, from: plot.left, to: plot.right, colors.baseline,
            thickness: hairline())
        place(
            fitted(words, within: plot.width, label), x: plot.middle.x,
            middle: plot.middle.y, .middle, style: label, colors.grey)
    }
}
