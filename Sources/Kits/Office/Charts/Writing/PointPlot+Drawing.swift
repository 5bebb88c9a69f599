extension PointPlot {
    /// The chart as it is written.
    ///
    /// - Throws: `OfficeError.slide` if there are no points.
    func chart(_ stage: ChartStage, _ data: inout ChartData) throws(OfficeError) -> PointChart {
        let points = dots.flatMap(\.points) + curves.flatMap(\.points)
        guard points.contains(where: { $0.x.isFinite && $0.y.isFinite }) else {
            throw .slide(reason: "a chart has no points")
        }
        let horizontal = AxisScale(points.map(\.x), horizontalAxis)
        var values = points.map(\.y)
        // Limits of a share may run beyond 0 and 100 %, where no dot can be.
        if verticalAxis.format.isShare,
            dots.flatMap(\.points).allSatisfy({ (0...1).contains($0.y) })
        {
            values = values.map { min(max($0, 0), 1) }
        }
        let vertical = AxisScale(values, verticalAxis)
        var chart = PointChart(
            horizontal: (horizontalAxis, horizontal), vertical: (verticalAxis, vertical),
            plot: frame(stage, vertical))
        let ends = endPlaces(chart, stage)
        for (index, curve) in curves.enumerated() {
            var series = add(curve.name, curve.points, &data)
            series.color = curve.color
            series.stroke = curve.stroke
            if let (content, _) = curve.endLabel.content(curve.name, curve.lastText(verticalAxis)),
                let last = curve.points.indices.last
            {
                let y = ends[index].map { $0 - chart.y(curve.points[last].y) } ?? 0
                series.labels = DataLabels(
                    labels: [
                        last: DataLabel(
                            content: content, position: "r", color: curve.color,
                            offset: (0, abs(y) < 0.5 ? 0 : y))
                    ], name: curve.name, format: verticalAxis.labelFormat ?? verticalAxis.format)
            }
            chart.series.append(series)
        }
        var placer = DotLabelPlacer(chart: chart, stage: stage, dots: dots.flatMap(\.points))
        for dot in dots {
            var series = add(dot.name, dot.points, &data)
            series.color = dot.style.color
            series.marker = dot.style.marker
            series.labels = placer.labels(dot)
            if dot.points.contains(where: { $0.label != nil }) {
                series.labels.column = data.add(
                    "\(dot.name): label", texts: dot.points.map { $0.label ?? "" })
            }
            chart.series.append(series)
        }
        return chart
    }

    private func add(
        _ name: String, _ points: [PlotPoint], _ data: inout ChartData
    ) -> PointChart.PointsToDraw {
        let x = data.add(
            "\(name): \(horizontalAxis.title ?? "x")", points.map(\.x), horizontalAxis.format)
        let y = data.add(
            name, points.map(\.y), verticalAxis.labelFormat ?? verticalAxis.format)
        return PointChart.PointsToDraw(title: y, x: x, y: y)
    }

    private func frame(_ stage: ChartStage, _ vertical: AxisScale) -> PlotFrame {
        let left =
            (vertical.ticks.map { stage.width(verticalAxis.format.text($0)) }.max() ?? 0) + 10
        let ends = curves.compactMap { curve in
            curve.endLabel.content(curve.name, curve.lastText(verticalAxis)).map {
                stage.width($0.1)
            }
        }
        var top = stage.lineHeight / 2
        if verticalAxis.title?.isEmpty == false { top += stage.lineHeight + 2 }
        var bottom = stage.size.height - 8 - stage.lineHeight
        if horizontalAxis.title?.isEmpty == false { bottom -= stage.lineHeight + 6 }
        return PlotFrame(
            left: left, top: top,
            right: max(
                left + 60,
                stage.size.width - 12 - min((ends.max() ?? 0) + 4, stage.size.width * 0.3)),
            bottom: max(top + 30, bottom))
    }

    /// The heights of the labels behind curves, apart from each other; nil for a curve without one.
    private func endPlaces(_ chart: PointChart, _ stage: ChartStage) -> [Double?] {
        let labelled = curves.indices.filter {
            curves[$0].endLabel != .none && !curves[$0].points.isEmpty
        }
        let wanted = labelled.map { chart.y(curves[$0].points[curves[$0].points.count - 1].y) }
        let places = LabelSpread.places(
            wanted, height: stage.lineHeight,
            room: (chart.plot.top - stage.lineHeight / 2)...(chart.plot.bottom + stage.lineHeight
                / 2))
        var result = [Double?](repeating: nil, count: curves.count)
        for (index, place) in zip(labelled, places) { result[index] = place }
        return result
    }
}

extension CurveSeries {
    /// The value of its last point.
    fileprivate func lastText(_ axis: ChartAxis) -> String {
        points.last.map { (axis.labelFormat ?? axis.format).text($0.y) } ?? ""
    }
}

/// Finds places for the labels of dots, so that none covers a dot or another label.
private struct DotLabelPlacer {
    let chart: PointChart
    let stage: ChartStage
    private var taken: [Box]

    private struct Box {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double

        func overlaps(_ other: Box) -> Bool {
            left < other.right && other.left < right && top < other.bottom && other.top < bottom
        }
    }

    init(chart: PointChart, stage: ChartStage, dots: [PlotPoint]) {
        self.chart = chart
        self.stage = stage
        taken = dots.map { dot in
            let (x, y) = (chart.x(dot.x), chart.y(dot.y))
            return Box(left: x - 4, top: y - 4, right: x + 4, bottom: y + 4)
        }
    }

    /// The labels of a series. One without a free place stands at the right.
    mutating func labels(_ dots: DotSeries) -> DataLabels {
        var labels: [Int: DataLabel] = [:]
        for (index, point) in dots.points.enumerated() {
            guard let text = point.label, !text.isEmpty else { continue }
            let candidates = ["r", "t", "l", "b"].map { ($0, box(text, at: point, $0)) }
            let free = candidates.first { candidate in
                isInside(candidate.1) && !taken.contains { $0.overlaps(candidate.1) }
            }
            let (position, place) = free ?? candidates[0]
            taken.append(place)
            labels[index] = DataLabel(
                content: .cell(text), position: position, color: dots.style.color, isBold: true)
        }
        return DataLabels(labels: labels, name: dots.name, format: chart.vertical.axis.format)
    }

    private func box(_ text: String, at point: PlotPoint, _ position: String) -> Box {
        let (x, y) = (chart.x(point.x), chart.y(point.y))
        let (width, height) = (stage.width(text, isBold: true) + 4, stage.lineHeight)
        return switch position {
        case "l":
            Box(left: x - 6 - width, top: y - height / 2, right: x - 6, bottom: y + height / 2)
        case "t": Box(left: x - width / 2, top: y - 6 - height, right: x + width / 2, bottom: y - 6)
        case "b": Box(left: x - width / 2, top: y + 6, right: x + width / 2, bottom: y + 6 + height)
        default: Box(left: x + 6, top: y - height / 2, right: x + 6 + width, bottom: y + height / 2)
        }
    }

    private func isInside(_ box: Box) -> Bool {
        box.left >= 0 && box.right <= stage.size.width && box.top >= 0
            && box.bottom <= chart.plot.bottom
    }
}
