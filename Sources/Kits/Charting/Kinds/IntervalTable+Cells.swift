import Formats

extension IntervalTable {
    func draw(
        _ cell: Cell, _ column: TableColumn, line: Int, _ layout: TableLayout,
        on canvas: inout Canvas
    ) {
        let colors = canvas.colors
        let y = layout.middle(line)
        switch cell {
        case .name:
            canvas.place(
                column.names[line], x: column.left, middle: y, style: layout.style, colors.ink)
        case .number(let words):
            canvas.place(
                canvas.fitted(words, within: column.width, layout.numberStyle), x: column.right,
                middle: y, .end, style: layout.numberStyle, colors.ink)
        case .missing(let reason):
            let isNumber = columns[column.index].kind == .number
            canvas.place(
                canvas.fitted(reason, within: column.width, layout.style),
                x: isNumber ? column.right : column.left, middle: y, isNumber ? .end : .start,
                style: layout.style, colors.grey)
        case .interval(let value, let low, let high, let target, let versus):
            drawInterval(
                (value, low, high), target, versus, column, y: y, layout, on: &canvas)
        case .sparkline(let values):
            drawSparkline(values, column, y: y, layout, on: &canvas)
        }
    }

    private func drawInterval(
        _ interval: (value: Double, low: Double?, high: Double?), _ target: Double?,
        _ versus: Versus, _ column: TableColumn, y: Double, _ layout: TableLayout,
        on canvas: inout Canvas
    ) {
        guard interval.value.isFinite, let scale = column.scale,
            case .interval(let format) = columns[column.index].kind
        else { return }
        canvas.place(
            format.plain(interval.value), x: column.numberRight, middle: y, .end,
            style: layout.numberStyle, canvas.colors.ink)
        if column.sharedTarget == nil, let target, target.isFinite {
            let half = layout.rowHeight * 0.34
            canvas.vertical(
                x: scale(target), from: y - half, to: y + half, canvas.colors.ink,
                thickness: canvas.hairline(2))
        }
        let isClear = versus == .above || versus == .below
        let color = isClear ? canvas.colors.line : canvas.colors.quiet
        let thickness = min(canvas.stroke(5), layout.rowHeight * 0.22)
        let low = interval.low.flatMap { $0.isFinite ? $0 : nil }
        let high = interval.high.flatMap { $0.isFinite ? $0 : nil }
        if low != nil || high != nil {
            let ends = [low ?? interval.value, high ?? interval.value]
            canvas.line(
                ends.map { Point(scale($0), y) }, color, thickness: thickness, roundEnds: true)
        }
        let radius = min(canvas.stroke(8), layout.rowHeight * 0.32)
        canvas.discs([Point(scale(interval.value), y)], radius: radius, color)
    }

    private func drawSparkline(
        _ values: [Double?], _ column: TableColumn, y: Double, _ layout: TableLayout,
        on canvas: inout Canvas
    ) {
        guard let scale = column.scale, values.count > 0 else { return }
        let half = layout.rowHeight * 0.34
        let radius = min(canvas.stroke(4.5), layout.rowHeight * 0.2)
        let step = (column.width - 2 * radius) / Double(max(values.count - 1, 1))
        let places = values.enumerated().map { index, value in
            value.flatMap { value in
                value.isFinite
                    ? Point(
                        column.left + radius + step * Double(index),
                        y + half - 2 * half * scale(value)) : nil
            }
        }
        for run in runs(of: places) {
            canvas.line(
                places[run].compactMap { $0 }, canvas.colors.quiet,
                thickness: min(canvas.stroke(2.5), layout.rowHeight * 0.14), roundEnds: true)
        }
        if let last = places.compactMap({ $0 }).last {
            canvas.discs([last], radius: radius, canvas.colors.line)
        }
    }
}
