/// One of several plots stacked in one picture.
struct StackedPlot {
    /// The baseline of the heading above the plot.
    let headingBaseline: Double
    /// The area of the plot, down to its baseline. Left and right are the frame's.
    let plot: Rect
}

extension Canvas {
    /// The style of the heading above a stacked plot.
    var panelHeading: TextStyle { style(.semibold, 23, atLeast: 11) }

    /// Divides the frame into plots, one above the other, with room for a heading above each.
    ///
    /// `shares` gives each plot's part of the height, from the top.
    func stackedPlots(_ shares: [Double], in frame: Rect) -> [StackedPlot] {
        let heading = panelHeading.size * 1.25 + label.size * 0.8
        let between = label.size * 0.9
        // The first heading uses the space that a frame leaves above its plot.
        let top = frame.top - min(label.size * 0.7, 28 * scale)
        let spent = heading * Double(shares.count) + between * Double(max(shares.count - 1, 0))
        let room = max(frame.bottom - top - spent, 0)
        let whole = shares.reduce(0, +)
        var y = top
        return shares.map { share in
            let plotTop = y + heading
            let bottom = plotTop + room * (whole > 0 ? share / whole : 0)
            defer { y = bottom + between }
            return StackedPlot(
                headingBaseline: y + panelHeading.ascent,
                plot: Rect(left: frame.left, top: plotTop, right: frame.right, bottom: bottom))
        }
    }

    /// The number of steps that a vertical axis of `room` pixels has room for.
    func stepCount(down room: Double) -> Int { min(max(Int(room / (label.size * 2.6)), 1), 6) }

    /// Draws the heading above a stacked plot.
    mutating func draw(heading: String, above panel: StackedPlot) {
        place(
            fitted(heading, within: panel.plot.width, panelHeading), x: panel.plot.left,
            baseline: panel.headingBaseline, style: panelHeading, colors.ink)
    }
}
