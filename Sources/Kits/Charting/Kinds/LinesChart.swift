public import Formats

/// One to three monthly series. Each is labelled at its end.
public struct LinesChart: Chart {
    /// One line of the chart.
    public struct Series: Sendable, Hashable {
        /// A short name: "net retention".
        public var name: String
        /// One value per month; nil where there is none.
        public var values: [Double?]
        /// The target, in the unit of the values; nil for none.
        public var target: Double?

        /// One line of the chart.
        public init(name: String, values: [Double?], target: Double? = nil) {
            self.name = name
            self.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
            self.target = target.flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The months, oldest first: "Nov 24".
    public var months: [String]
    /// The series, one to three. More are not drawn.
    public var series: [Series]
    /// What is usual for each month of the emphasised series, in the unit of its values; nil for
    /// none.
    public var bands: [ClosedRange<Double>?]
    /// The index of the series that the title is about.
    public var emphasised: Int
    /// The format of the values.
    public var format: ValueFormat
    /// The range of possible values; nil for no limit.
    public var bounds: ClosedRange<Double>?

    /// Remarks on months.
    public var notes: [MonthNote]

    /// Creates a line chart. Series and bands may be shorter than `months`.
    public init(
        text: ChartText, months: [String], series: [Series],
        bands: [ClosedRange<Double>?] = [], emphasised: Int = 0, format: ValueFormat,
        bounds: ClosedRange<Double>? = nil, notes: [MonthNote] = []
    ) {
        self.text = text
        self.months = months
        self.series = Array(series.prefix(3))
        self.bands = bands.map { band in
            band.flatMap { $0.lowerBound.isFinite && $0.upperBound.isFinite ? $0 : nil }
        }
        self.emphasised = emphasised
        self.format = format
        self.bounds = bounds
        self.notes = notes
    }
}

extension LinesChart {
    /// Lays the chart out.
    public func draw(on canvas: inout Canvas) {
        let values = series.flatMap { $0.values.prefix(months.count) }.compactMap { $0 }
        // Without values, the bands would be stripes in an empty picture.
        let bands = values.isEmpty ? [] : Array(bands.prefix(months.count))
        let ends = bands.flatMap { band in band.map { [$0.lowerBound, $0.upperBound] } ?? [] }
        let axis = canvas.axis(
            covering: values + ends + series.compactMap(\.target), format: format, within: bounds)
        let frame = canvas.frame(text, notes: values.isEmpty ? [] : axis.notes)
        let labels = endLabels(canvas) { _ in 0 }
        var plot = canvas.plot(in: frame, axis: axis, labelRoom: canvas.room(for: labels))
        if !notes.isEmpty { plot.top = min(plot.top + canvas.noteRoom, plot.bottom) }
        let y = LinearScale(domain: axis.ticks.range, from: plot.bottom, to: plot.top)
        let monthAxis = MonthAxis(labels: months, plot: plot)
        for (month, band) in bands.enumerated() {
            guard let band else { continue }
            canvas.fill(
                Rect(
                    left: monthAxis(month) - monthAxis.step / 2, top: y(band.upperBound),
                    right: monthAxis(month) + monthAxis.step / 2, bottom: y(band.lowerBound)),
                canvas.colors.band)
        }
        if values.isEmpty, series.allSatisfy({ $0.target == nil }) {
            canvas.sayNothingToShow(in: plot)
        } else {
            canvas.draw(axis, in: plot, scale: y)
        }
        for target in Set(series.compactMap(\.target)).sorted() {
            canvas.drawTarget(y: y(target), in: plot)
        }
        // Draw the emphasised line last, so that it is on top.
        for index in series.indices where index != emphasised {
            drawLine(index, on: &canvas, monthAxis, y)
        }
        if series.indices.contains(emphasised) { drawLine(emphasised, on: &canvas, monthAxis, y) }
        canvas.place(endLabels(canvas, at: y.callAsFunction), rightOf: plot)
        canvas.draw(notes, in: plot, monthAxis)
        canvas.draw(monthAxis)
    }

    /// Draws a series. Series differ by colour, dashes and marks: discs, rings, or dashes with one
    /// disc at the end.
    private func drawLine(
        _ index: Int, on canvas: inout Canvas, _ monthAxis: MonthAxis, _ y: LinearScale
    ) {
        let places = series[index].values.prefix(months.count).enumerated().map { month, value in
            value.map { Point(monthAxis(month), y($0)) }
        }
        let colors = canvas.colors
        let rank = rank(index)
        let color = rank == 0 ? colors.line : rank == 1 ? colors.quiet : colors.grey
        let thickness = canvas.stroke(rank == 0 ? 4.5 : 3.5)
        for run in runs(of: places) {
            canvas.line(
                places[run].compactMap { $0 }, color, thickness: thickness,
                dash: rank == 2 ? thickness * 2.5 : nil)
        }
        let radius = max(min(canvas.stroke(6.5), monthAxis.step * 0.28), thickness * 0.6)
        let marks = places.compactMap { $0 }
        switch rank {
        case 0: canvas.discs(marks, radius: radius, color)
        case 1: canvas.rings(marks, radius: radius, thickness: thickness * 0.7, color)
        default: canvas.discs(marks.suffix(1), radius: radius * 0.9, color)
        }
    }

    /// The rank of a series: 0 for the emphasised one, then 1 and 2 in the given order.
    private func rank(_ index: Int) -> Int {
        index == emphasised ? 0 : index < emphasised || emphasised < 0 ? index + 1 : index
    }

    private func endLabels(_ canvas: Canvas, at y: (Double) -> Double) -> [EndLabel] {
        let colors = canvas.colors
        var labels: [EndLabel] = []
        for (index, one) in series.enumerated() {
            let values = one.values.prefix(months.count)
            guard let last = values.lastIndex(where: { $0 != nil }), let value = values[last] else {
                continue
            }
            let isMain = index == emphasised
            let name = last == months.count - 1 ? one.name : one.name + " in " + months[last]
            let lines = [
                EndLabel.Line(
                    format.text(value), canvas.valueLabel, isMain ? colors.lineText : colors.ink),
                EndLabel.Line(
                    name, short: one.name, canvas.label, isMain ? colors.lineText : colors.grey),
            ]
            labels.append(EndLabel(y: y(value), lines: lines, importance: isMain ? 5 : 4))
        }
        let targets = series.compactMap(\.target)
        for target in Set(targets).sorted() {
            let owners = series.filter { $0.target == target }
            let name = Set(targets).count > 1 && owners.count == 1 ? owners.first?.name : nil
            labels.append(
                canvas.targetLabel(format.target(target), of: name, y: y(target)))
        }
        return labels
    }
}
