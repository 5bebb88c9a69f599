/// The positions of the lines and columns of a forest plot.
struct ForestLayout {
    /// A line of the picture, from the top.
    enum Line {
        case heading(String)
        /// A row and its label as drawn.
        case row(ForestPlot.Row, String)
        case more(String)
    }

    let lines: [Line]
    let lineHeight: Double
    let plot: Rect
    let axis: ValueAxis
    let x: LinearScale
    let style: TextStyle
    let headingStyle: TextStyle
    let numberStyle: TextStyle
    /// The left end of the labels and the pixels available for them.
    let labelLeft: Double
    let labelRoom: Double
    /// The indent of rows under a heading.
    let indent: Double
    /// The right end of the counts.
    let countRight: Double
    /// The right end of the values in words; nil when there is no room for them.
    let valueRight: Double?
    let remarkLeft: Double
    let remarkRoom: Double
    /// The baseline of the words on both sides of the line.
    let sideBaseline: Double

    init(of chart: ForestPlot, in frame: Frame, on canvas: Canvas) {
        let natural = canvas.label
        let top = frame.plot.top + natural.size * 0.35
        sideBaseline = top - natural.size * 0.75
        let height = max(frame.plot.bottom - top, 1)
        let least = max(12 * canvas.scale, 12)
        let wanted = chart.groups.reduce(0) { $0 + $1.rows.count + ($1.heading.isEmpty ? 0 : 1) }
        lineHeight = min(
            max(height / Double(max(wanted, 1)), least),
            max(84 * canvas.scale, natural.size * 2.4))
        let fitting = Int(height / lineHeight + 1e-6)
        let size = min(natural.size, max((lineHeight * 0.8 * 4).rounded(.down) / 4, 10))
        let style = TextStyle(.regular, size: size)
        self.style = style
        headingStyle = TextStyle(.semibold, size: size)
        numberStyle = TextStyle(.regular, size: size, tabular: true)
        indent = chart.groups.contains { !$0.heading.isEmpty } ? size * 0.9 : 0

        let rows = chart.rows
        let gap = canvas.labelGap
        let names = rows.map { ChartLabel(name: $0.label) }
        let widths = canvas.distinct(names, within: .infinity, style).map { [indent] in
            canvas.width(of: $0, style) + indent
        }
        let headings = chart.groups.map { [headingStyle] in
            canvas.width(of: $0.heading, headingStyle)
        }
        labelLeft = max(canvas.edge, canvas.margin)
        labelRoom = min((widths + headings).max() ?? 0, canvas.width * 0.22)
        lines = ForestLayout.lines(
            of: chart, labels: canvas.distinct(names, within: labelRoom - indent, style),
            atMost: fitting)
        let counts =
            (rows.map(\.count) + [chart.countHeading])
            .map { [numberStyle] in canvas.width(of: $0, numberStyle) }.max() ?? 0
        countRight = labelLeft + labelRoom + gap + min(counts, canvas.width * 0.08)
        let remarks =
            rows.filter { $0.estimate != nil }
            .map { [headingStyle] in
                canvas.width(of: $0.remark, $0.standing == .confirmed ? headingStyle : style)
            }.max() ?? 0
        remarkRoom = min(remarks + 1, canvas.width * 0.14)
        let end = canvas.width - max(canvas.edge, canvas.margin * 0.7)
        remarkLeft = end - remarkRoom
        let values = rows.compactMap(\.estimate).map { [numberStyle] in
            canvas.width(of: chart.words($0), numberStyle)
        }
        let inset = canvas.stroke(8) * 1.6
        let left = countRight + gap + inset
        let beforeRemarks = remarks > 0 ? remarkLeft - 2 * gap : end
        let afterValues = beforeRemarks - (values.max() ?? 0) - gap - inset
        // Show values in words only when the drawing keeps most of the width.
        let hasValues = !values.isEmpty && afterValues - left > canvas.width * 0.36
        valueRight = hasValues ? beforeRemarks : nil
        let right = max((hasValues ? afterValues : beforeRemarks - inset), left + 1)
        let used = lineHeight * Double(max(lines.count, 1))
        plot = Rect(left: left, top: top, right: right, bottom: min(top + used, frame.plot.bottom))

        let shown = rows.compactMap(\.estimate).flatMap { one in
            [one.low, one.value, one.high].map { value in
                chart.limits.map { min(max(value, $0.lowerBound), $0.upperBound) } ?? value
            }
        }
        axis = canvas.axis(
            covering: shown, format: chart.format, within: nil, includingZero: true,
            steps: canvas.stepCount(across: plot.width))
        x = LinearScale(domain: axis.ticks.range, from: plot.left, to: plot.right)
    }

    /// The y of the middle of a line, in pixels.
    func middle(_ line: Int) -> Double { plot.top + lineHeight * (Double(line) + 0.5) }

    /// The headings and rows that fit, then a line about the rest. The last line before it is never
    /// a heading.
    private static func lines(
        of chart: ForestPlot, labels: [String], atMost count: Int
    ) -> [Line] {
        var lines: [Line] = []
        var labels = labels[...]
        for group in chart.groups where !group.rows.isEmpty {
            if !group.heading.isEmpty { lines.append(.heading(group.heading)) }
            lines += zip(group.rows, labels).map(Line.row)
            labels = labels.dropFirst(group.rows.count)
        }
        guard lines.count > count else { return lines }
        var kept = Array(lines.prefix(max(count - 1, 0)))
        while case .heading = kept.last { kept.removeLast() }
        let left = chart.rows.count - kept.count { if case .row = $0 { true } else { false } }
        return kept + [.more(chart.moreRows(left))]
    }
}
