import Formats

/// Shows how groups on the left divide among groups on the right, with ribbons as thick as their
/// counts (a Sankey diagram).
public struct FlowChart: Chart {
    /// A group on the left or right side.
    public struct Group: Sendable, Hashable {
        /// A short name: "renewed".
        public var name: String

        /// A group on the left or right side.
        public init(name: String) { self.name = name }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The groups on the left, from top to bottom.
    public var sources: [Group]
    /// The groups on the right, from top to bottom.
    public var outcomes: [Group]
    /// The counts, shape `sources` x `outcomes`. Negative or missing counts are zero.
    public var flows: [[Int]]
    /// The index of the outcome that the title is about; nil for none.
    public var emphasised: Int?
    /// The heading above the left column, a few words; may be empty.
    public var sourceHeading: String
    /// The heading above the right column, a few words; may be empty.
    public var outcomeHeading: String

    /// A chart of flows.
    public init(
        text: ChartText, sources: [Group], outcomes: [Group], flows: [[Int]],
        emphasised: Int? = nil, sourceHeading: String = "", outcomeHeading: String = ""
    ) {
        self.text = text
        self.sources = sources
        self.outcomes = outcomes
        self.flows = sources.indices.map { source in
            outcomes.indices.map { outcome in
                guard flows.indices.contains(source), flows[source].indices.contains(outcome)
                else { return 0 }
                return max(flows[source][outcome], 0)
            }
        }
        self.emphasised = emphasised
        self.sourceHeading = sourceHeading
        self.outcomeHeading = outcomeHeading
    }
}

extension FlowChart {
    var sourceCounts: [Double] { flows.map { $0.reduce(0) { $0 + Double($1) } } }

    var outcomeCounts: [Double] {
        outcomes.indices.map { outcome in flows.reduce(0) { $0 + Double($1[outcome]) } }
    }

    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let frame = canvas.frame(text)
        guard sourceCounts.contains(where: { $0 > 0 }) else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        let layout = FlowLayout(of: self, in: frame, on: canvas)
        drawHeadings(layout, on: &canvas)
        // Draw the emphasised ribbons last, so that they are on top.
        for outcome in outcomes.indices where outcome != emphasised {
            drawRibbons(to: outcome, layout, on: &canvas)
        }
        if let emphasised, outcomes.indices.contains(emphasised) {
            drawRibbons(to: emphasised, layout, on: &canvas)
        }
        let colors = canvas.colors
        for node in layout.sources {
            canvas.fill(node.bar(from: layout.left - layout.barWidth), colors.quiet)
        }
        for (index, node) in layout.outcomes.enumerated() {
            let color = index == emphasised ? colors.emphasis : colors.quiet
            canvas.fill(node.bar(from: layout.right), color)
        }
        for (index, node) in layout.sources.enumerated() {
            draw(
                label: sources[index].name, of: node, .end, isEmphasised: false, layout,
                on: &canvas)
        }
        for (index, node) in layout.outcomes.enumerated() {
            draw(
                label: outcomes[index].name, of: node, .start, isEmphasised: index == emphasised,
                layout, on: &canvas)
        }
        drawShares(layout, on: &canvas)
    }

    /// Draws the column headings, aligned with the labels below them.
    private func drawHeadings(_ layout: FlowLayout, on canvas: inout Canvas) {
        let baseline = layout.top - canvas.label.size * 1.1
        let style = canvas.panelHeading
        let gap = layout.barWidth + canvas.axisGap
        let (left, right) = (layout.left - gap, layout.right + gap)
        canvas.place(
            canvas.fitted(sourceHeading, within: left - canvas.edge, style), x: left,
            baseline: baseline, .end, style: style, canvas.colors.ink)
        canvas.place(
            canvas.fitted(outcomeHeading, within: canvas.width - canvas.edge - right, style),
            x: right, baseline: baseline, style: style, canvas.colors.ink)
    }

    private func drawRibbons(to outcome: Int, _ layout: FlowLayout, on canvas: inout Canvas) {
        let seam = canvas.hairline(2)
        let isEmphasised = outcome == emphasised
        let color = isEmphasised ? canvas.colors.emphasisTint : canvas.colors.quietTint
        for source in sources.indices where flows[source][outcome] > 0 {
            let ribbon = layout.ribbon(from: source, to: outcome, in: self)
            // A border in the background colour separates ribbons where they cross.
            canvas.ribbon(ribbon.widened(by: seam), canvas.colors.background)
            canvas.ribbon(ribbon, color)
        }
    }

    /// Draws the name, count and share beside a bar.
    private func draw(
        label name: String, of node: FlowLayout.Node, _ side: Canvas.Anchor, isEmphasised: Bool,
        _ layout: FlowLayout, on canvas: inout Canvas
    ) {
        guard node.hasLabel else { return }
        let colors = canvas.colors
        let total = sourceCounts.reduce(0, +)
        let isLeft = side == .end
        let gap = layout.barWidth + canvas.axisGap
        let x = isLeft ? layout.left - gap : layout.right + gap
        let room = isLeft ? x - canvas.margin : canvas.width - canvas.edge - x
        let nameStyle = isEmphasised ? layout.strongStyle : layout.style
        let nameColor = isEmphasised ? colors.emphasisText : colors.ink
        let numbers =
            decimalText(node.count, decimals: 0) + " · "
            + decimalText(node.count / total * 100, decimals: 0) + " %"
        let numberColor = isEmphasised ? colors.emphasisText : colors.grey
        if layout.isTwoLines {
            let leading = layout.style.size * 1.2
            canvas.place(
                canvas.fitted(name, within: room, nameStyle), x: x,
                middle: node.middle - leading / 2, side, style: nameStyle, nameColor)
            canvas.place(
                canvas.fitted(numbers, within: room, layout.style), x: x,
                middle: node.middle + leading / 2, side, style: layout.style, numberColor)
            return
        }
        let space = layout.style.size * 0.5
        let numbersWidth = canvas.width(of: numbers, layout.style)
        let fitting = canvas.fitted(name, within: max(room - numbersWidth - space, 0), nameStyle)
        let nameWidth = canvas.width(of: fitting, nameStyle)
        canvas.place(
            fitting, x: isLeft ? x - numbersWidth - space : x, middle: node.middle, side,
            style: nameStyle, nameColor)
        canvas.place(
            numbers, x: isLeft ? x : x + (nameWidth > 0 ? nameWidth + space : 0),
            middle: node.middle, side, style: layout.style, numberColor)
    }

    /// Draws each source's share that flows to the emphasised outcome. The number is on the ribbon,
    /// and only where the ribbon is thick enough.
    private func drawShares(_ layout: FlowLayout, on canvas: inout Canvas) {
        guard let emphasised, outcomes.indices.contains(emphasised) else { return }
        for source in sources.indices where flows[source][emphasised] > 0 {
            let ribbon = layout.ribbon(from: source, to: emphasised, in: self)
            guard ribbon.thickness > layout.style.size * 1.15 else { continue }
            let share = Double(flows[source][emphasised]) / layout.sources[source].count
            canvas.place(
                decimalText(share * 100, decimals: 0) + " %", x: layout.left + canvas.axisGap,
                middle: ribbon.start.y + ribbon.thickness / 2, style: layout.style,
                canvas.colors.ink, on: canvas.colors.emphasisTint)
        }
    }
}
