import Formats

extension IntervalTable {
    /// Lays the table out.
    public func draw(on canvas: inout Canvas) {
        let frame = canvas.frame(text, notes: notes)
        let layout = TableLayout(of: self, in: frame, on: canvas)
        for column in layout.columns { drawHeading(column, layout, on: &canvas) }
        canvas.horizontal(
            y: layout.top, from: frame.plot.left, to: frame.plot.right, canvas.colors.baseline,
            thickness: canvas.hairline())
        for line in layout.shown.indices { drawRule(below: line, layout, frame, on: &canvas) }
        for column in layout.columns where layout.hasScale || column.sharedTarget != nil {
            drawScale(column, layout, on: &canvas)
        }
        for (line, row) in layout.shown.enumerated() {
            for column in layout.columns where rows[row].indices.contains(column.index) {
                draw(rows[row][column.index], column, line: line, layout, on: &canvas)
            }
        }
        if rows.count > layout.shown.count {
            let words = moreRows(rows.count - layout.shown.count)
            canvas.place(
                canvas.fitted(words, within: frame.plot.width, layout.style), x: frame.plot.left,
                middle: layout.moreRowsMiddle, style: layout.style, canvas.colors.grey)
        }
        if rows.isEmpty {
            canvas.place(
                canvas.fitted("no rows to show", within: frame.plot.width, canvas.label),
                x: frame.plot.middle.x, middle: frame.plot.middle.y, .middle, style: canvas.label,
                canvas.colors.grey)
        }
    }

    /// A footer note that explains strong and pale intervals, when both can occur.
    private var notes: [String] {
        guard rows.contains(where: isClear) else { return [] }
        return ["strong: clear of the target, pale: cannot tell"]
    }

    private func drawHeading(
        _ column: TableColumn, _ layout: TableLayout, on canvas: inout Canvas
    ) {
        let isNumber = columns[column.index].kind == .number
        let x = isNumber ? column.right : column.left
        var baseline = layout.top - layout.headingGap - layout.unitStyle.descent
        if layout.hasUnits {
            let unit = canvas.fittedByParts(
                columns[column.index].unit, within: column.width, layout.unitStyle)
            canvas.place(
                unit, x: x, baseline: baseline, isNumber ? .end : .start, style: layout.unitStyle,
                canvas.colors.grey)
            baseline -= layout.headingStyle.size * 1.2
        }
        for line in column.headingLines.reversed() {
            canvas.place(
                line, x: x, baseline: baseline, isNumber ? .end : .start,
                style: layout.headingStyle, canvas.colors.ink)
            baseline -= layout.headingStyle.size * 1.15
        }
    }

    /// Draws a line below each row, or below every fifth row when rows are close together.
    private func drawRule(
        below line: Int, _ layout: TableLayout, _ frame: Frame, on canvas: inout Canvas
    ) {
        guard layout.rowHeight >= 20 || (line + 1).isMultiple(of: 5) else { return }
        canvas.horizontal(
            y: layout.middle(line) + layout.rowHeight / 2, from: frame.plot.left,
            to: frame.plot.right, canvas.colors.grid, thickness: canvas.hairline(1))
    }

    /// Whether a column has anything on its scale.
    private func hasInterval(in column: Int) -> Bool {
        rows.contains { row in
            if row.indices.contains(column), case .interval = row[column] { true } else { false }
        }
    }

    /// Draws the shared target as a dashed line down the column, with the ends of the scale below
    /// it.
    private func drawScale(
        _ column: TableColumn, _ layout: TableLayout, on canvas: inout Canvas
    ) {
        guard let scale = column.scale, case .interval(let format) = columns[column.index].kind,
            hasInterval(in: column.index)
        else { return }
        let style = layout.unitStyle
        let bottom = layout.bottom
        let baseline = bottom + style.ascent + max(6 * canvas.scale, 2)
        var taken: [Rect] = []
        if let target = column.sharedTarget {
            let x = scale(target)
            canvas.vertical(
                x: x, from: layout.top, to: bottom, canvas.colors.ink,
                thickness: canvas.hairline(2), dash: max(8 * canvas.scale, 3))
            guard layout.hasScale else { return }
            let long = "target " + format.target(target)
            let isLong = canvas.width(of: long, style) <= column.width
            let words = isLong ? long : format.target(target)
            let textWidth = canvas.width(of: words, style)
            let left = min(max(x - textWidth / 2, column.left), column.right - textWidth)
            canvas.place(words, x: left, baseline: baseline, style: style, canvas.colors.ink)
            taken.append(Rect(left: left, top: 0, right: left + textWidth, bottom: 1))
        }
        let ends = column.ticks.range
        for (end, anchor) in [(ends.lowerBound, Canvas.Anchor.start), (ends.upperBound, .end)] {
            let words = format.target(end)
            let textWidth = canvas.width(of: words, style)
            let left = anchor == .start ? scale(end) : scale(end) - textWidth
            let room = Rect(
                left: left - style.size / 2, top: 0, right: left + textWidth + style.size / 2,
                bottom: 1)
            guard !taken.contains(where: room.overlaps) else { continue }
            canvas.place(words, x: left, baseline: baseline, style: style, canvas.colors.grey)
            taken.append(room)
        }
    }
}
