public import Formats

/// Compares results with expectations, one row each: a dot for the result, and the range that
/// chance alone gives.
public struct DotRangeChart: Chart {
    /// One row of the chart.
    public struct Row: Sendable, Hashable {
        /// The name of the row.
        public var label: ChartLabel
        /// The count as text: "14 of 18".
        public var count: String
        /// The difference between the result and the expectation; nil when there is none to show.
        public var value: Double?
        /// The range that chance alone gives, on the same scale.
        public var range: ClosedRange<Double>?
        /// A value in the range, drawn as a tick; nil for none.
        public var tick: Double?
        /// The words on the right. Without a value, they give the reason.
        public var remark: String
        /// Whether the title is about this row.
        public var isEmphasised: Bool

        /// Creates a row. A value or range that is not finite counts as nil.
        public init(
            label: ChartLabel, count: String, value: Double?, range: ClosedRange<Double>?,
            tick: Double? = nil, remark: String, isEmphasised: Bool = false
        ) {
            self.label = label
            self.count = count
            self.value = value.flatMap { $0.isFinite ? $0 : nil }
            self.range = range.flatMap {
                $0.lowerBound.isFinite && $0.upperBound.isFinite ? $0 : nil
            }
            self.tick = tick.flatMap { $0.isFinite ? $0 : nil }
            self.remark = remark
            self.isEmphasised = isEmphasised
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The rows from top to bottom.
    public var rows: [Row]
    /// The format of the values.
    public var format: ValueFormat
    /// The meaning of the left side: "fewer renewed than expected".
    public var leftWords: String
    /// The meaning of the right side: "more".
    public var rightWords: String
    /// The heading above the counts.
    public var countHeading: String
    /// Where to find all rows when some do not fit: "the page".
    public var allRows: String
    /// Words for a picture without rows.
    public var missingWords: String

    /// Creates a chart. When not all rows fit, those that are not emphasised are left out first.
    public init(
        text: ChartText, rows: [Row], format: ValueFormat, leftWords: String, rightWords: String,
        countHeading: String, allRows: String = "the page",
        missingWords: String = "nothing to show yet"
    ) {
        self.text = text
        self.rows = rows
        self.format = format
        self.leftWords = leftWords
        self.rightWords = rightWords
        self.countHeading = countHeading
        self.allRows = allRows
        self.missingWords = missingWords
    }
}

extension DotRangeChart {
    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let frame = canvas.frame(text)
        guard !rows.isEmpty else {
            canvas.sayNothingToShow(in: frame.plot, missingWords)
            return
        }
        let layout = DotRangeLayout(of: self, in: frame, on: canvas)
        canvas.drawBelow(layout.axis, in: layout.plot, scale: layout.x, lines: true)
        drawHeadings(layout, on: &canvas)
        // The ranges are behind the line of no difference, the dots in front of it.
        for (index, row) in layout.rows.enumerated() {
            drawRange(of: row, y: layout.middle(index), layout, on: &canvas)
        }
        canvas.vertical(
            x: layout.x(0), from: layout.plot.top, to: layout.plot.bottom, canvas.colors.ink,
            thickness: canvas.hairline(2))
        for (index, row) in layout.rows.enumerated() {
            draw(row, layout.labels[index], y: layout.middle(index), layout, on: &canvas)
        }
        guard layout.rows.count < rows.count else { return }
        let left = decimalText(Double(rows.count - layout.rows.count), decimals: 0)
        canvas.place(
            canvas.fitted(
                "and \(left) more, see \(allRows)", within: layout.plot.right - layout.labelLeft,
                layout.style),
            x: layout.labelLeft, middle: layout.middle(layout.rows.count), style: layout.style,
            canvas.colors.grey)
    }

    private func drawHeadings(_ layout: DotRangeLayout, on canvas: inout Canvas) {
        let style = canvas.label
        let grey = canvas.colors.grey
        let baseline = layout.plot.top - style.size * 0.75
        let middle = layout.x(0)
        let gap = canvas.labelGap
        canvas.place(
            countHeading, x: layout.countRight, baseline: baseline, .end, style: style, grey)
        let right = rightWords.isEmpty ? "" : rightWords + " →"
        canvas.place(
            canvas.fitted(right, within: max(canvas.width - canvas.edge - middle - gap, 0), style),
            x: middle + gap, baseline: baseline, style: style, grey)
        let left = leftWords.isEmpty ? "" : "← " + leftWords
        canvas.place(
            canvas.fitted(left, within: max(middle - gap - layout.countRight - gap, 0), style),
            x: middle - gap, baseline: baseline, .end, style: style, grey)
    }

    private func drawRange(
        of row: Row, y: Double, _ layout: DotRangeLayout, on canvas: inout Canvas
    ) {
        guard row.value != nil else { return }
        let half = min(layout.lineHeight * 0.3, canvas.stroke(15))
        defer {
            if let tick = row.tick {
                canvas.vertical(
                    x: layout.x(tick), from: y - half, to: y + half, canvas.colors.grey,
                    thickness: canvas.hairline(3))
            }
        }
        guard let range = row.range else { return }
        canvas.fill(
            Rect(
                left: layout.x(range.lowerBound), top: y - half,
                right: max(layout.x(range.upperBound), layout.x(range.lowerBound) + 1),
                bottom: y + half), canvas.colors.innerBand)
    }

    private func draw(
        _ row: Row, _ label: String, y: Double, _ layout: DotRangeLayout,
        on canvas: inout Canvas
    ) {
        let colors = canvas.colors
        let style = row.isEmphasised ? layout.strongStyle : layout.style
        canvas.place(label, x: layout.labelLeft, middle: y, style: style, colors.ink)
        canvas.place(
            canvas.fitted(row.count, within: layout.countRoom, layout.numberStyle),
            x: layout.countRight, middle: y, .end, style: layout.numberStyle, colors.grey)
        canvas.place(
            canvas.fitted(row.remark, within: layout.remarkRoom, style), x: layout.remarkLeft,
            middle: y, style: style, row.isEmphasised ? colors.emphasisText : colors.grey)
        guard let value = row.value else { return }
        let radius = max(min(canvas.stroke(row.isEmphasised ? 11 : 9), layout.lineHeight * 0.34), 2)
        let center = Point(layout.x(value), y)
        // Emphasised dots also differ by size and by a border in the background colour.
        canvas.discs([center], radius: radius + canvas.hairline(2), colors.background)
        canvas.discs([center], radius: radius, row.isEmphasised ? colors.emphasis : colors.line)
    }
}

/// The positions of the rows and columns of a dot-and-range chart.
private struct DotRangeLayout {
    /// The rows that fit, in their original order.
    let rows: [DotRangeChart.Row]
    /// Their labels as drawn, each different.
    let labels: [String]
    let lineHeight: Double
    let plot: Rect
    let axis: ValueAxis
    let x: LinearScale
    let style: TextStyle
    let strongStyle: TextStyle
    let numberStyle: TextStyle
    let labelLeft: Double
    let countRight: Double
    let countRoom: Double
    let remarkLeft: Double
    let remarkRoom: Double

    init(of chart: DotRangeChart, in frame: Frame, on canvas: Canvas) {
        let natural = canvas.label
        let top = frame.plot.top + natural.size * 0.35
        let height = max(frame.plot.bottom - top, 1)
        let least = max(25 * canvas.scale, 15)
        lineHeight = min(
            max(height / Double(chart.rows.count), least),
            max(120 * canvas.scale, natural.size * 2.4))
        let fitting = max(Int(height / lineHeight + 1e-6), 2)
        rows = chart.rows.kept(fitting)
        let lines = rows.count + (rows.count < chart.rows.count ? 1 : 0)
        let size = min(natural.size, max((lineHeight * 0.8 * 4).rounded(.down) / 4, 10))
        let (style, strong) = (TextStyle(.regular, size: size), TextStyle(.semibold, size: size))
        let number = TextStyle(.regular, size: size, tabular: true)
        func widest(_ texts: [String], _ style: TextStyle) -> Double {
            texts.map { canvas.width(of: $0, style) }.max() ?? 0
        }
        self.style = style
        strongStyle = strong
        numberStyle = number

        let gap = canvas.labelGap
        labelLeft = max(canvas.edge, canvas.margin)
        // The wider style, so that a label fits in either.
        let names = rows.map(\.label)
        let wanted = widest(canvas.distinct(names, within: .infinity, strong), strong)
        let labelRoom = min(wanted + 1, canvas.width * 0.2)
        labels = canvas.distinct(names, within: labelRoom, strong)
        let counts = max(
            widest(rows.map(\.count), number), widest([chart.countHeading], natural))
        countRoom = min(counts + 1, canvas.width * 0.13)
        countRight = labelLeft + labelRoom + gap + countRoom
        remarkRoom = min(widest(rows.map(\.remark), strong) + 1, canvas.width * 0.22)
        remarkLeft = canvas.width - max(canvas.edge, canvas.margin * 0.7) - remarkRoom
        let inset = canvas.stroke(11) * 1.4
        let left = countRight + 2 * gap + inset
        plot = Rect(
            left: left, top: top, right: max(remarkLeft - gap - inset, left + 1),
            bottom: min(top + lineHeight * Double(lines), frame.plot.bottom))
        let shown = rows.flatMap { row -> [Double] in
            guard let value = row.value else { return [] }
            return [
                value, row.range?.lowerBound ?? value, row.range?.upperBound ?? value,
                row.tick ?? value,
            ]
        }
        axis = canvas.axis(
            covering: shown, format: chart.format, within: nil, includingZero: true,
            steps: canvas.stepCount(across: plot.width))
        x = LinearScale(domain: axis.ticks.range, from: plot.left, to: plot.right)
    }

    /// The y of the middle of a line, in pixels.
    func middle(_ line: Int) -> Double { plot.top + lineHeight * (Double(line) + 0.5) }
}

extension [DotRangeChart.Row] {
    /// The rows that fit in `lines` lines. When not all fit, one line is kept for a note about the
    /// rest. Emphasised rows are kept first.
    fileprivate func kept(_ lines: Int) -> [DotRangeChart.Row] {
        guard count > lines else { return self }
        let room = lines - 1
        let loud = indices.filter { self[$0].isEmphasised }.prefix(room)
        let quiet = indices.filter { !self[$0].isEmphasised }.prefix(room - loud.count)
        return (loud + quiet).sorted().map { self[$0] }
    }
}
