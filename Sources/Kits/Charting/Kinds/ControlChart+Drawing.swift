import Formats

extension ControlChart {
    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let hasValues = points.contains { $0.value != nil }
        // Without values, the limits would be lines in an empty picture.
        let segments = hasValues ? segments : []
        let limits = hasValues ? points.flatMap { [$0.lower, $0.upper].compactMap { $0 } } : []
        let shown =
            points.compactMap(\.value) + limits + segments.map(\.mean) + [target].compactMap { $0 }
        let axis = canvas.axis(covering: shown, format: format, within: bounds)
        let frame = canvas.frame(text, notes: hasValues ? axis.notes : [])
        let labels = endLabels(canvas) { _ in 0 }
        var plot = canvas.plot(in: frame, axis: axis, labelRoom: canvas.room(for: labels))
        let notes = segments.compactMap { segment in
            segment.note.map { MonthNote(month: segment.from, words: $0) }
        }
        if !notes.isEmpty { plot.top = min(plot.top + canvas.noteRoom, plot.bottom) }
        let y = LinearScale(domain: axis.ticks.range, from: plot.bottom, to: plot.top)
        let months = MonthAxis(labels: points.map(\.label), plot: plot)
        if hasValues { drawBands(on: &canvas, plot, months, y) }
        if hasValues || target != nil {
            canvas.draw(axis, in: plot, scale: y)
        } else {
            canvas.sayNothingToShow(in: plot)
        }
        drawMeansAndTarget(segments, on: &canvas, plot, months, y)
        canvas.draw(notes, in: plot, months)
        drawLine(on: &canvas, months, y)
        canvas.place(endLabels(canvas, at: y.callAsFunction), rightOf: plot)
        canvas.draw(months)
    }

    /// The left and right edges of a segment, halfway to the neighbouring months.
    private func span(_ segment: Segment, _ months: MonthAxis) -> (left: Double, right: Double) {
        (months(segment.from) - months.step / 2, months(segment.to) + months.step / 2)
    }

    /// Draws what is usual for each point, halfway to its neighbours.
    private func drawBands(
        on canvas: inout Canvas, _ plot: Rect, _ months: MonthAxis, _ y: LinearScale
    ) {
        for (index, point) in points.enumerated() where point.lower != nil || point.upper != nil {
            let (left, right) = (months(index) - months.step / 2, months(index) + months.step / 2)
            let top = point.upper.map { y($0) } ?? plot.top
            let bottom = point.lower.map { y($0) } ?? plot.bottom
            canvas.fill(
                Rect(left: left, top: top, right: right, bottom: bottom), canvas.colors.band)
        }
    }

    private func drawMeansAndTarget(
        _ segments: [Segment], on canvas: inout Canvas, _ plot: Rect, _ months: MonthAxis,
        _ y: LinearScale
    ) {
        for segment in segments {
            let (left, right) = span(segment, months)
            canvas.horizontal(
                y: y(segment.mean), from: left, to: right, canvas.colors.grey,
                thickness: canvas.hairline())
        }
        if let target {
            canvas.drawTarget(y: y(target), in: plot)
        }
    }

    private func drawLine(on canvas: inout Canvas, _ months: MonthAxis, _ y: LinearScale) {
        let places = points.indices.map { index in
            points[index].value.map { Charting.Point(months(index), y($0)) }
        }
        let colors = canvas.colors
        let thickness = canvas.stroke(4.5)
        for run in runs(of: places) {
            // The line to a provisional point is dashed.
            let settled = run.prefix { points[$0].mark != .provisional }
            canvas.line(settled.compactMap { places[$0] }, colors.line, thickness: thickness)
            let open = run[(max(settled.endIndex, run.startIndex + 1) - 1)...]
            if !settled.isEmpty || open.count > 1 {
                canvas.line(
                    open.compactMap { places[$0] }, colors.line, thickness: thickness * 0.7,
                    dash: thickness * 2)
            }
        }
        func marked(_ mark: Mark) -> [Charting.Point] {
            points.indices.filter { points[$0].mark == mark }.compactMap { places[$0] }
        }
        let radius = max(min(canvas.stroke(6.8), months.step * 0.3), thickness * 0.6)
        canvas.discs(marked(.plain), radius: radius, colors.line)
        canvas.rings(
            marked(.provisional), radius: radius * 1.15, thickness: thickness * 0.7, colors.line)
        canvas.discs(marked(.signal), radius: radius * 1.25, colors.emphasis)
    }

    private func endLabels(_ canvas: Canvas, at y: (Double) -> Double) -> [EndLabel] {
        var labels: [EndLabel] = []
        let colors = canvas.colors
        if let index = points.lastIndex(where: { $0.value != nil }), let value = points[index].value
        {
            let color = points[index].mark == .signal ? colors.emphasisText : colors.lineText
            var line = EndLabel.Line(format.text(value), canvas.valueLabel, color)
            if index < points.count - 1 {
                line.remark = "in " + points[index].label
            } else if points[index].mark == .provisional {
                line.remark = "provisional"
            }
            labels.append(EndLabel(y: y(value), lines: [line], importance: 3))
        }
        if let target {
            labels.append(canvas.targetLabel(format.target(target), y: y(target)))
        }
        if let mean = segments.last?.mean, points.contains(where: { $0.value != nil }) {
            let text = format.plain(mean)
            let line = EndLabel.Line(
                "average " + text, short: "avg " + text, canvas.label, colors.grey)
            labels.append(EndLabel(y: y(mean), lines: [line], importance: 1))
        }
        return labels
    }
}
