extension NativeChart {
    /// The chart as far as its rows have room, and a chart with the others on the same axis.
    func fitting(_ frame: Frame) -> (shown: NativeChart, further: NativeChart?) {
        guard case .rows(let plot) = plot else { return (self, nil) }
        // Points of a row, and of what stands above and below all rows.
        let capacity = max(1, Int((frame.points.height - 60) / 15))
        guard plot.rows.count > capacity else { return (self, nil) }
        let scale = AxisScale(plot.values, plot.valueAxis)
        var (first, second) = (plot, plot)
        first.valueAxis.minimum = scale.minimum
        first.valueAxis.maximum = scale.maximum
        second.valueAxis = first.valueAxis
        first.rows = Array(plot.rows.prefix(capacity))
        second.rows = Array(plot.rows.dropFirst(capacity))
        return (
            NativeChart(.rows(first), altText: altText),
            NativeChart(.rows(second), altText: altText)
        )
    }
}

extension RowPlot {
    /// The chart as it is written: points with ranges, and names at the left.
    ///
    /// - Throws: `OfficeError.slide` if there are no rows.
    func chart(_ stage: ChartStage, _ data: inout ChartData) throws(OfficeError) -> PointChart {
        guard !rows.isEmpty else { throw .slide(reason: "a chart has no rows") }
        let scale = AxisScale(values, valueAxis)
        let count = Double(rows.count)
        let places = AxisScale(
            [], ChartAxis(minimum: 0.5, maximum: count + 0.5))
        var chart = PointChart(
            horizontal: (valueAxis, scale), vertical: (ChartAxis(), places), plot: frame(stage),
            hasRows: true)
        let full = rows.map(\.name)
        let shown = full.map { stage.shortened($0, to: chart.plot.left - 8) }
        if shown != full { _ = data.add("Full name", texts: full) }
        let names = data.add("Row", texts: shown)
        // Rows are counted from the bottom, as the axis does.
        let heights = rows.indices.map { Double(rows.count - $0) }
        let height = data.add("Place from the bottom", heights, .integer)
        let thickness = min(14, chart.plot.height / count * 0.5)
        addRanges(
            barName ?? "Usual range", rows.map(\.bar), .band, width: thickness, to: &chart, &data)
        addReferences(to: &chart, &data, stage)
        addRanges(
            rangeName ?? "Range", rows.map(\.range), .quiet, width: 1.25, to: &chart, &data)
        addDots(to: &chart, &data, height)
        addTexts(names, at: scale.minimum, "l", to: &chart, &data, height, .ink)
        if rows.contains(where: { $0.label != nil }) {
            let labels = data.add("Note", texts: rows.map { $0.label ?? "" })
            addTexts(labels, at: scale.maximum, "r", to: &chart, &data, height, .quiet)
        }
        return chart
    }

    /// Every value that is drawn.
    fileprivate var values: [Double] {
        rows.flatMap { row in
            [
                row.value, row.range?.lowerBound, row.range?.upperBound, row.bar?.lowerBound,
                row.bar?.upperBound,
            ].compactMap { $0 }
        } + references.map(\.value)
    }

    private func frame(_ stage: ChartStage) -> PlotFrame {
        let names = rows.map { stage.width($0.name) }.max() ?? 0
        let labels = rows.compactMap(\.label).map { stage.width($0) }.max() ?? -4
        let left = min(names + 12, stage.size.width * 0.45)
        var bottom = stage.size.height - 8 - stage.lineHeight
        if valueAxis.title?.isEmpty == false { bottom -= stage.lineHeight + 6 }
        let top = references.isEmpty ? 4 : stage.lineHeight + 6
        return PlotFrame(
            left: left, top: top,
            right: max(left + 60, stage.size.width - min(labels + 14, stage.size.width * 0.3)),
            bottom: max(top + 30, bottom))
    }

    /// Ranges as pieces of a line, one a row, parted by gaps.
    ///
    /// Error bars would do, but LibreOffice drops horizontal ones that take their lengths from cells.
    private func addRanges(
        _ name: String, _ ranges: [ClosedRange<Double>?], _ color: OfficeColor, width: Double,
        to chart: inout PointChart, _ data: inout ChartData
    ) {
        var ends: [Double?] = []
        var places: [Double?] = []
        for (index, range) in ranges.enumerated() {
            guard let range else { continue }
            let place = Double(rows.count - index)
            // A point without a place ends the piece.
            ends += [range.lowerBound, range.upperBound, range.upperBound]
            places += [place, place, nil]
        }
        guard !ends.isEmpty else { return }
        let x = data.add(name, ends, valueAxis.labelFormat ?? valueAxis.format)
        let y = data.add("\(name): place", places, .integer)
        chart.series.append(
            PointChart.PointsToDraw(
                title: x, x: x, y: y, color: color, stroke: .solid, width: width))
    }

    private func addDots(
        to chart: inout PointChart, _ data: inout ChartData, _ height: DataColumn
    ) {
        let format = valueAxis.labelFormat ?? valueAxis.format
        let value = data.add(valueName, rows.map(\.value), format)
        var dots = PointChart.PointsToDraw(title: value, x: value, y: height, marker: .filled)
        for (index, row) in rows.enumerated() where row.value != nil {
            dots.pointStyles[index] = row.style
        }
        chart.series.append(dots)
    }

    /// Texts at one edge of the rows, which follow their cells.
    private func addTexts(
        _ column: DataColumn, at edge: Double, _ position: String, to chart: inout PointChart,
        _ data: inout ChartData, _ height: DataColumn, _ color: OfficeColor
    ) {
        guard case .texts(let texts) = column.values else { return }
        let place = data.add(
            "Place of \(column.title.lowercased())", rows.map { _ in edge }, valueAxis.format)
        var labels: [Int: DataLabel] = [:]
        for (index, text) in texts.enumerated() where !text.isEmpty {
            labels[index] = DataLabel(
                content: .cell(text), position: position, color: color)
        }
        chart.series.append(
            PointChart.PointsToDraw(
                title: column, x: place, y: height,
                labels: DataLabels(labels: labels, format: valueAxis.format, column: column)))
    }

    private func addReferences(
        to chart: inout PointChart, _ data: inout ChartData, _ stage: ChartStage
    ) {
        for reference in references where reference.value.isFinite {
            let x = data.add(
                reference.name, [reference.value, reference.value],
                valueAxis.labelFormat ?? valueAxis.format)
            let y = data.add(
                "\(reference.name): ends", [0.5, Double(rows.count) + 0.5], .decimal(1))
            let label = DataLabel(
                content: .text(reference.name), position: "t", color: reference.color)
            chart.series.append(
                PointChart.PointsToDraw(
                    title: x, x: x, y: y, color: reference.color, stroke: reference.stroke,
                    labels: DataLabels(labels: [1: label], format: valueAxis.format)))
        }
    }
}
