extension ForestPlot {
    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let frame = canvas.frame(text)
        guard !rows.isEmpty else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        let layout = ForestLayout(of: self, in: frame, on: canvas)
        let plot = layout.plot
        canvas.drawBelow(layout.axis, in: plot, scale: layout.x, lines: true)
        canvas.vertical(
            x: layout.x(0), from: plot.top, to: plot.bottom, canvas.colors.ink,
            thickness: canvas.hairline(2))
        drawSides(layout, on: &canvas)
        for (index, line) in layout.lines.enumerated() {
            let y = layout.middle(index)
            switch line {
            case .heading(let words):
                canvas.place(
                    canvas.fitted(
                        words, within: layout.countRight - layout.labelLeft, layout.headingStyle),
                    x: layout.labelLeft, middle: y, style: layout.headingStyle,
                    canvas.colors.ink)
            case .row(let row, let label):
                draw(row, label, y: y, layout, on: &canvas)
            case .more(let words):
                let room = canvas.width - canvas.edge - layout.labelLeft
                canvas.place(
                    canvas.fitted(words, within: room, layout.style), x: layout.labelLeft,
                    middle: y, style: layout.style, canvas.colors.grey,
                    on: canvas.colors.background)
            }
        }
    }

    /// Draws the meaning of both sides of the line and the heading of the counts.
    private func drawSides(_ layout: ForestLayout, on canvas: inout Canvas) {
        let style = canvas.label
        let colors = canvas.colors
        let middle = layout.x(0)
        let gap = canvas.labelGap
        let baseline = layout.sideBaseline
        let left = leftWords.isEmpty ? "" : "← " + leftWords
        let right = rightWords.isEmpty ? "" : rightWords + " →"
        canvas.place(
            canvas.fitted(
                right, within: max(canvas.width - canvas.edge - middle - gap, 0), style),
            x: middle + gap, baseline: baseline, style: style, colors.grey)
        // Long words on the left take the place of the counts' heading. The line itself does not
        // move.
        canvas.place(
            canvas.fitted(left, within: max(middle - gap - canvas.edge, 0), style),
            x: middle - gap, baseline: baseline, .end, style: style, colors.grey)
        canvas.place(
            countHeading, x: layout.countRight, baseline: baseline, .end, style: style,
            colors.grey)
    }

    private func draw(
        _ row: Row, _ label: String, y: Double, _ layout: ForestLayout, on canvas: inout Canvas
    ) {
        let colors = canvas.colors
        let style = layout.style
        canvas.place(
            label, x: layout.labelLeft + layout.indent, middle: y, style: style, colors.ink)
        let countRoom = layout.countRight - layout.labelLeft - layout.labelRoom - canvas.labelGap
        canvas.place(
            canvas.fitted(row.count, within: countRoom + 1, layout.numberStyle),
            x: layout.countRight, middle: y, .end, style: layout.numberStyle, colors.grey)
        guard let estimate = row.estimate else {
            drawReason(row.remark, y: y, layout, on: &canvas)
            return
        }
        draw(estimate, row.standing, y: y, layout, on: &canvas)
        let isQuiet = row.standing == .quiet
        let color = isQuiet ? colors.grey : colors.lineText
        let strong = row.standing == .confirmed ? layout.headingStyle : style
        if let right = layout.valueRight {
            canvas.place(
                words(estimate), x: right, middle: y, .end, style: layout.numberStyle,
                isQuiet ? colors.grey : colors.ink)
        }
        canvas.place(
            canvas.fitted(row.remark, within: layout.remarkRoom, strong), x: layout.remarkLeft,
            middle: y, style: strong, color)
    }

    /// Draws the reason for a missing estimate beside the line. A background rectangle covers the
    /// hairlines behind it.
    private func drawReason(
        _ reason: String, y: Double, _ layout: ForestLayout, on canvas: inout Canvas
    ) {
        let style = layout.style
        let gap = canvas.labelGap
        let zero = layout.x(0)
        let after = layout.plot.right - zero - gap
        let before = zero - layout.plot.left - gap
        let isAfter = after >= before || canvas.width(of: reason, style) <= after
        let words = canvas.fitted(reason, within: max(isAfter ? after : before, 0), style)
        let width = canvas.width(of: words, style)
        guard width > 0 else { return }
        let left = isAfter ? zero + gap : zero - gap - width
        canvas.fill(
            Rect(
                left: left - gap / 3, top: y - style.size * 0.55, right: left + width + gap / 3,
                bottom: y + style.size * 0.55), canvas.colors.background)
        canvas.place(words, x: left, middle: y, style: style, canvas.colors.grey)
    }

    private func draw(
        _ estimate: Estimate, _ standing: Standing, y: Double, _ layout: ForestLayout,
        on canvas: inout Canvas
    ) {
        let colors = canvas.colors
        let color = standing == .quiet ? colors.quiet : colors.line
        let weight: Double =
            switch standing {
            case .quiet: 3
            case .candidate: 4
            case .confirmed: 6
            }
        let thickness = max(min(canvas.stroke(weight), layout.lineHeight * weight * 0.045), 1.2)
        let radius = min(
            canvas.stroke(standing == .confirmed ? 13 : standing == .candidate ? 10 : 7),
            layout.lineHeight * (standing == .quiet ? 0.26 : 0.4))
        let range = layout.axis.ticks.range
        let ends = [layout.x(estimate.low), layout.x(estimate.high)]
        canvas.line(ends.map { Point($0, y) }, color, thickness: thickness, roundEnds: true)
        let head = thickness * 2 + radius * 0.25
        if estimate.low < range.lowerBound {
            canvas.arrowHead(tip: Point(ends[0] - head * 0.4, y), size: -head, color)
        }
        if estimate.high > range.upperBound {
            canvas.arrowHead(tip: Point(ends[1] + head * 0.4, y), size: head, color)
        }
        let center = Point(layout.x(estimate.value), y)
        switch standing {
        case .quiet: canvas.discs([center], radius: radius, color)
        case .candidate:
            canvas.rings([center], radius: radius, thickness: max(radius * 0.36, 1.2), color)
        case .confirmed: canvas.diamond(center, radius: radius, color)
        }
    }
}

extension Canvas {
    /// Fills a square that stands on its corner.
    mutating func diamond(_ center: Point, radius: Double, _ color: RGB) {
        area(
            [
                Point(center.x, center.y - radius), Point(center.x + radius, center.y),
                Point(center.x, center.y + radius), Point(center.x - radius, center.y),
            ], color)
    }

    /// Fills a horizontal arrow head. It points left when `size` is negative.
    mutating func arrowHead(tip: Point, size: Double, _ color: RGB) {
        area(
            [
                tip, Point(tip.x - size, tip.y + abs(size) * 0.8),
                Point(tip.x - size, tip.y - abs(size) * 0.8),
            ], color)
    }
}
