extension WaterfallPlot {
    /// The chart as it is written: columns on invisible ones, with the step's value above.
    ///
    /// - Throws: `OfficeError.slide` if there are no steps.
    func chart(_ stage: ChartStage, _ data: inout ChartData) throws(OfficeError) -> CategoryChart {
        guard !steps.isEmpty else { throw .slide(reason: "a waterfall has no steps") }
        let spans = spans()
        let ends = spans.flatMap { [$0.low, $0.high] }
        let scale = AxisScale(ends, valueAxis, fromZero: valueAxis.minimum == nil)
        let shape = CategoryPlot(
            categories: steps.map(\.name), valueAxis: valueAxis, arrangement: .stacked)
        let frame = CategoryFrame(
            shape, scale, labelWidth: 0, hasLegend: false, hasTopLabels: true, stage)
        let names = data.add("Step", texts: steps.map(\.name))
        var chart = CategoryChart(
            categories: names, grouping: "stacked", valueAxis: valueAxis, scale: scale,
            frame: frame)
        addColumns(spans, to: &chart, &data)
        addLabels(spans, to: &chart, &data)
        return chart
    }

    /// A step between two levels.
    private struct Span {
        var low: Double
        var high: Double
        var kind: Kind

        enum Kind: CaseIterable { case total, gain, loss }
    }

    private func spans() -> [Span] {
        var level = 0.0
        return steps.map { step in
            switch step.value {
            case .total(let total):
                level = total.isFinite ? total : 0
                return Span(low: min(0, level), high: max(0, level), kind: .total)
            case .change(let change):
                let start = level
                level += change.isFinite ? change : 0
                return Span(
                    low: min(start, level), high: max(start, level),
                    kind: change < 0 ? .loss : .gain)
            }
        }
    }

    /// Columns grow up and down from zero, so a step across zero has a part on either side.
    private func addColumns(_ spans: [Span], to chart: inout CategoryChart, _ data: inout ChartData)
    {
        let format = valueAxis.format
        let bases = spans.map { $0.low > 0 ? $0.low : min($0.high, 0) }
        let base = data.add("Below", bases, format)
        chart.columns.append(ColumnsToDraw(column: base, color: nil))
        for kind in Span.Kind.allCases {
            let above = spans.map { span -> Double? in
                guard span.kind == kind, span.high > 0 else { return nil }
                return span.high - max(span.low, 0)
            }
            let below = spans.map { span -> Double? in
                guard span.kind == kind, span.low < 0 else { return nil }
                return span.low - min(span.high, 0)
            }
            let (name, color) = look(of: kind)
            for (title, values) in [(name, above), ("\(name) below zero", below)]
            where values.contains(where: { $0 != nil }) {
                let column = data.add(title, values, format)
                chart.columns.append(ColumnsToDraw(column: column, color: color))
            }
        }
    }

    private func look(of kind: Span.Kind) -> (String, OfficeColor) {
        switch kind {
        case .total: ("Total", totalColor)
        case .gain: ("Gain", gainColor)
        case .loss: ("Loss", lossColor)
        }
    }

    /// An invisible line along the tops of the columns carries the labels, which stacked columns can
    /// only have inside.
    private func addLabels(_ spans: [Span], to chart: inout CategoryChart, _ data: inout ChartData)
    {
        let format = valueAxis.labelFormat ?? valueAxis.format
        let tops = data.add("Top", spans.map(\.high), format)
        let texts = zip(steps, spans).map { step, span in
            step.label
                ?? (span.kind == .gain && step.shownValue > 0 ? "+" : "")
                + format.text(step.shownValue)
        }
        let column = data.add("Label", texts: texts)
        var labels: [Int: DataLabel] = [:]
        for (index, text) in texts.enumerated() {
            let isTotal = spans[index].kind == .total
            labels[index] = DataLabel(
                content: .cell(text), position: "t",
                color: isTotal ? .ink : look(of: spans[index].kind).1, isBold: isTotal)
        }
        chart.lines.append(
            LineToDraw(
                column: tops, color: .ink, stroke: .none,
                labels: DataLabels(labels: labels, format: format, column: column)))
    }
}

extension WaterfallPlot.Step {
    /// The number of the step.
    fileprivate var shownValue: Double {
        switch value {
        case .total(let value), .change(let value): value
        }
    }
}
