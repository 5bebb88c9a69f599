/// A remark on a month or quarter from which something is different: limits that start again, a new
/// version of the score.
public struct MonthNote: Sendable, Hashable {
    /// The index of the first month.
    public var month: Int
    /// What is different, in a few words.
    public var words: String

    /// A remark on a month.
    public init(month: Int, words: String) {
        self.month = month
        self.words = words
    }
}

extension Canvas {
    /// How far a plot with remarks moves down to make room for their words.
    var noteRoom: Double { label.size * 0.9 }

    /// Draws each remark above the plot, with a dashed line before its month.
    mutating func draw(_ notes: [MonthNote], in plot: Rect, _ months: MonthAxis) {
        let style = style(.regular, 21)
        let top = plot.top - style.size * 1.5
        let shown = notes.filter { months.labels.indices.contains($0.month) && !$0.words.isEmpty }
            .sorted { $0.month < $1.month }
        for (index, note) in shown.enumerated() {
            let left = months(note.month) - months.step / 2
            let next =
                index + 1 < shown.count
                ? months(shown[index + 1].month) - months.step / 2 : width
            let room = min(next, width - edge) - left - labelGap
            vertical(
                x: left, from: top, to: plot.bottom, colors.baseline, thickness: hairline(),
                dash: max(5 * scale, 2))
            place(
                fitted(note.words, within: max(room, 0), style), x: left + axisGap,
                middle: top + style.size * 0.45, style: style, colors.ink)
        }
    }
}
