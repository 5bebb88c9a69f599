/// A picture of plain values that can draw itself at any size and in any theme.
///
/// ```swift
/// let chart = LinesChart(
///     text: ChartText(title: "Retention rose", subtitle: "Net retention", footer: ["n = 120"]),
///     months: ["Nov 24", "Dec 24"],
///     series: [LinesChart.Series(name: "net retention", values: [0.97, 0.99])],
///     format: .percent(decimals: 1))
/// let fonts = try Fonts.resolve()
/// let png = try renderPNG(chart, size: .reference, theme: .light, fonts: fonts)
/// ```
///
/// Drawing only lays out a ``Scene`` of shapes and placed texts. `renderPNG` turns the scene into
/// pixels.
public protocol Chart: Sendable {
    /// The title, subtitle and footer.
    var text: ChartText { get set }

    /// Lays the picture out on a canvas.
    func draw(on canvas: inout Canvas)
}
