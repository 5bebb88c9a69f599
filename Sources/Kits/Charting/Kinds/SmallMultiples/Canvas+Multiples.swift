import Formats

extension Canvas {
    /// Draws the words of a horizontal axis below a plot, and returns its scale.
    mutating func draw(
        _ across: SmallMultiples.Across, below plot: Rect, showsWords: Bool
    ) -> LinearScale {
        switch across {
        case .values(let range, let format):
            let ticks = Ticks(
                covering: range, count: stepCount(across: plot.width), shownTimes: format.factor)
            let axis = ValueAxis(ticks: ticks, format: format)
            let x = LinearScale(domain: axis.ticks.range, from: plot.left, to: plot.right)
            if showsWords { drawBelow(axis, in: plot, scale: x, lines: false) }
            return x
        case .marks(let marks, let range):
            let x = LinearScale(domain: range, from: plot.left, to: plot.right)
            guard showsWords, !marks.isEmpty else { return x }
            let widest = marks.map { max(width(of: $0.label, label), width(of: $0.note, label)) }
            let distance = plot.width / Double(marks.count)
            let needed = (widest.max() ?? 0) + label.size * 0.5
            let every = [1, 2, 4, 8].first { distance * Double($0) >= needed } ?? marks.count
            // Counted back from the last mark, which is the newest.
            for (index, mark) in marks.enumerated()
            where (marks.count - 1 - index).isMultiple(of: every) {
                let room = max(distance * Double(every), plot.width / 2)
                let baseline = plot.bottom + axisLabelDrop
                place(
                    fitted(mark.label, within: room, label), x: x(mark.x), baseline: baseline,
                    .middle, style: label, colors.grey)
                place(
                    fitted(mark.note, within: room, label), x: x(mark.x),
                    baseline: baseline + label.size * 1.2, .middle, style: label, colors.grey)
            }
            return x
        }
    }

    /// Draws a series.
    mutating func draw(_ series: SmallMultiples.Series, x: LinearScale, y: LinearScale) {
        guard !series.isEmpty else { return }
        let color = color(of: series.tone)
        let thickness = stroke(series.tone == .quiet ? 3 : 4)
        switch series.shape {
        case .line(let points):
            line(points.map { Point(x($0.x), y($0.value)) }, color, thickness: thickness)
        case .dashes(let points):
            line(
                points.map { Point(x($0.x), y($0.value)) }, colors.ink, thickness: stroke(2),
                dash: max(11 * scale, 4))
        case .steps(let edges, let heights, let isFilled):
            let base = y(0)
            var outline = [Point(x(edges[0]), base)]
            for (index, height) in heights.enumerated() {
                let (left, right) = (x(edges[index]), x(edges[index + 1]))
                if isFilled {
                    fill(
                        Rect(left: left, top: y(height), right: right, bottom: base),
                        tint(of: series.tone))
                }
                outline += [Point(left, y(height)), Point(right, y(height))]
            }
            outline.append(Point(x(edges[edges.count - 1]), base))
            line(outline, color, thickness: isFilled ? stroke(2) : thickness)
        case .points(let points): draw(points, color, x: x, y: y)
        }
    }

    private mutating func draw(
        _ points: [SmallMultiples.Series.Point], _ color: RGB, x: LinearScale, y: LinearScale
    ) {
        line(
            points.map { Point(x($0.x), y($0.value)) }, colors.quietTint, thickness: stroke(2.5))
        for point in points {
            let color = point.isStrong ? color : colors.quiet
            let ends = [point.low ?? point.value, point.high ?? point.value]
            line(
                ends.map { Point(x(point.x), y($0)) }, color,
                thickness: stroke(point.isStrong ? 5 : 2.5), roundEnds: true)
            let middle = Point(x(point.x), y(point.value))
            if point.isStrong {
                discs([middle], radius: stroke(9), color)
            } else {
                rings([middle], radius: stroke(7), thickness: stroke(2.5), color)
            }
            let top = min(y(ends[1]), middle.y - stroke(10))
            place(
                point.words, x: middle.x, baseline: top - label.size * 0.45, .middle,
                style: point.isStrong ? style(.semibold, 22) : label,
                point.isStrong ? colors.ink : colors.grey)
        }
    }
}
