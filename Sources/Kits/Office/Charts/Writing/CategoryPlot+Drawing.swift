extension CategoryPlot {
    /// The chart as it is written, with its numbers.
    ///
    /// - Throws: `OfficeError.slide` if a series has more or fewer values than there are categories.
    func chart(_ stage: ChartStage, _ data: inout ChartData) throws(OfficeError) -> CategoryChart {
        try check()
        let scale = scale
        let names = data.add(categoryTitle ?? "", texts: categories)
        let ends = ends()
        let isNamed = columns.count > 1
        let hasLegend = isNamed && arrangement == .clustered
        let hasTopLabels =
            lines.contains { $0.labels != .none }
            || arrangement == .clustered
                && columns.contains { $0.labels != .none }
        let frame = CategoryFrame(
            self, scale, labelWidth: ends.map { stage.width($0.text, isBold: true) }.max() ?? 0,
            hasLegend: hasLegend, hasTopLabels: hasTopLabels, stage)
        var chart = CategoryChart(
            categories: names, grouping: arrangement.rawValue, valueAxis: valueAxis, scale: scale,
            categoryTitle: categoryTitle, frame: frame)
        var endLabels = placed(ends, frame, stage)
        addBands(to: &chart, &data, &endLabels)
        addColumns(to: &chart, &data, &endLabels, stage)
        addLines(to: &chart, &data, &endLabels, stage)
        if hasLegend {
            chart.legend = Set(chart.areas.count..<chart.areas.count + columns.count)
        }
        return chart
    }

    private func check() throws(OfficeError) {
        guard !categories.isEmpty else { throw .slide(reason: "a chart has no categories") }
        let counts =
            columns.map(\.values.count) + lines.map(\.values.count)
            + bands.flatMap { [$0.lower.count, $0.upper.count] }
        guard counts.allSatisfy({ $0 == categories.count }) else {
            throw .slide(
                reason: "a series of a chart has more or fewer values than there are categories")
        }
    }

    /// The axis around all values.
    private var scale: AxisScale {
        var values = lines.flatMap(\.values) + bands.flatMap { $0.lower + $0.upper }
        switch arrangement {
        case .clustered: values += columns.flatMap(\.values)
        case .stacked, .shares:
            for index in categories.indices {
                let parts = columns.compactMap { $0.values[index] }
                values.append(parts.filter { $0 > 0 }.reduce(0, +))
                values.append(parts.filter { $0 < 0 }.reduce(0, +))
            }
        }
        guard arrangement != .shares || columns.isEmpty else {
            return AxisScale([0, 1], ChartAxis(format: .percent(0), minimum: 0, maximum: 1))
        }
        return AxisScale(values.compactMap { $0 }, valueAxis, fromZero: !columns.isEmpty)
    }

    private func addBands(
        to chart: inout CategoryChart, _ data: inout ChartData, _ ends: inout [EndPlace: DataLabel]
    ) {
        for (index, band) in bands.enumerated() {
            let format = valueAxis.labelFormat ?? valueAxis.format
            let lower = data.add("\(band.name): lower", band.lower, format)
            let upper = data.add("\(band.name): upper", band.upper, format)
            let widths = zip(band.lower, band.upper).map { low, high -> Double? in
                guard let low, let high else { return nil }
                return high - low
            }
            // Areas would drop to zero where a limit is missing. A second band would stand on the
            // first one.
            let isArea = index == 0 && widths.allSatisfy { $0.map { $0 >= 0 } ?? false }
            if isArea {
                let width = data.add("\(band.name): width", widths, format)
                chart.areas = [
                    AreaToDraw(column: lower, color: nil),
                    AreaToDraw(column: width, color: band.color),
                ]
            }
            let edge = band.color.with(opacity: min(1, band.color.opacity * 3))
            let stroke: LineStroke = isArea ? .none : .thin
            var line = LineToDraw(column: upper, color: edge, stroke: stroke)
            if let label = ends[.band(index)], let last = band.upper.lastIndex(where: { $0 != nil })
            {
                line.labels = DataLabels(labels: [last: label], name: upper.title, format: format)
            }
            if !isArea {
                chart.lines.append(LineToDraw(column: lower, color: edge, stroke: stroke))
            }
            chart.lines.append(line)
        }
    }

    private func addColumns(
        to chart: inout CategoryChart, _ data: inout ChartData, _ ends: inout [EndPlace: DataLabel],
        _ stage: ChartStage
    ) {
        for (index, series) in columns.enumerated() {
            let format = valueAxis.labelFormat ?? valueAxis.format
            let column = data.add(series.name, series.values, format)
            var labels = valueLabels(index, chart.frame, stage)
            if let label = ends[.column(index)] {
                // The name stands beside the last column. If that has its value as a label, the
                // name stands in for it.
                labels[categories.count - 1] = label
            }
            chart.columns.append(
                ColumnsToDraw(
                    column: column, color: series.color, pointColors: series.pointColors,
                    labels: DataLabels(labels: labels, name: series.name, format: format)))
        }
    }

    private func addLines(
        to chart: inout CategoryChart, _ data: inout ChartData, _ ends: inout [EndPlace: DataLabel],
        _ stage: ChartStage
    ) {
        for (index, series) in lines.enumerated() {
            let format = valueAxis.labelFormat ?? valueAxis.format
            let column = data.add(series.name, series.values, format)
            let last = series.values.lastIndex { $0 != nil }
            var labels: [Int: DataLabel] = [:]
            for (point, content) in series.labels.contents(series.values)
            where ends[.line(index)] == nil || point != last {
                labels[point] = DataLabel(
                    content: content, position: "t",
                    color: series.pointStyles[point]?.color ?? series.color,
                    isBold: series.pointStyles[point] != nil)
            }
            if let label = ends[.line(index)], let last { labels[last] = label }
            chart.lines.append(
                LineToDraw(
                    column: column, color: series.color, stroke: series.stroke,
                    marker: series.marker, pointStyles: series.pointStyles,
                    labels: DataLabels(labels: labels, name: series.name, format: format)))
        }
    }
}

extension PointLabels {
    /// The labels of the points that have a value.
    func contents(_ values: [Double?]) -> [(Int, DataLabel.Content)] {
        switch self {
        case .none: []
        case .all: values.indices.filter { values[$0] != nil }.map { ($0, .value) }
        case .at(let indices):
            indices.filter { values.indices.contains($0) && values[$0] != nil }
                .map { ($0, .value) }
        case .texts(let texts):
            texts.filter { values.indices.contains($0.key) && values[$0.key] != nil }
                .map { ($0.key, .text($0.value)) }
        }
    }
}
