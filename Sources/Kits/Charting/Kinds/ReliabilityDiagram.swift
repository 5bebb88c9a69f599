import Formats

/// Forecasts against outcomes, on two axes of one range. On the diagonal they agree.
public struct ReliabilityDiagram: Chart {
    /// Forecasts of similar size.
    public struct Bin: Sendable, Hashable {
        /// The mean forecast, 0 to 1.
        public var forecast: Double
        /// The share that came true, 0 to 1.
        public var observed: Double
        /// The number of forecasts, shown as the area of the circle.
        public var count: Int
        /// The lower end of the interval of `observed`; nil for none.
        public var low: Double?
        /// The upper end of the interval of `observed`; nil for none.
        public var high: Double?

        /// Forecasts of similar size.
        public init(
            forecast: Double, observed: Double, count: Int, low: Double? = nil, high: Double? = nil
        ) {
            self.forecast = forecast
            self.observed = observed
            self.count = count
            self.low = low.flatMap { $0.isFinite ? $0 : nil }
            self.high = high.flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// One line of the diagram.
    public struct Series: Sendable, Hashable {
        /// A short name: "score alone".
        public var name: String
        /// A remark below the name: "Brier 0.118"; may be empty.
        public var remark: String
        /// The bins, sorted by forecast. Bins that are not finite or have no count are left out.
        public var bins: [Bin]

        /// One line of the diagram.
        public init(name: String, remark: String = "", bins: [Bin]) {
            self.name = name
            self.remark = remark
            self.bins = bins.filter {
                $0.forecast.isFinite && $0.observed.isFinite && $0.count > 0
            }.sorted { $0.forecast < $1.forecast }
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The series, one to three. More are not drawn.
    public var series: [Series]
    /// The index of the series that the title is about.
    public var emphasised: Int
    /// The title of the x axis: "forecast to leave, %".
    public var forecastWords: String
    /// The title of the y axis: "left, %".
    public var observedWords: String

    /// A reliability diagram.
    public init(
        text: ChartText, series: [Series], emphasised: Int = 0, forecastWords: String,
        observedWords: String
    ) {
        self.text = text
        self.series = Array(series.prefix(3))
        self.emphasised = emphasised
        self.forecastWords = forecastWords
        self.observedWords = observedWords
    }
}

extension ReliabilityDiagram {
    private var bins: [Bin] { series.flatMap(\.bins) }

    /// Lays the diagram out.
    public func draw(on canvas: inout Canvas) {
        let largest = bins.map(\.count).max() ?? 0
        let notes =
            bins.isEmpty ? [] : ["area of a circle: count, \(count(largest)) in the largest"]
        let frame = canvas.frame(text, notes: notes)
        guard !bins.isEmpty else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        // Both axes cover the same range from zero, so the diagonal is where forecasts come true.
        let shown = bins.flatMap { bin -> [Double] in
            [bin.forecast, bin.observed, bin.high ?? 0]
        }
        let top = min(max(shown.max() ?? 1, 0.1), 1)
        let words = canvas.label.size * 1.1
        let bottom = frame.plot.bottom - words
        let height = max(bottom - frame.plot.top - words * 0.6, 1)
        let steps = min(max(Int(height / (canvas.label.size * 3.6)), 2), 5)
        let ticks = Ticks(covering: 0...top, count: steps, within: 0...1, shownTimes: 100)
        let axis = ValueAxis(ticks: ticks, format: .percent(decimals: 0))
        let left = max(frame.plot.left, canvas.edge + canvas.label.size * 2.2)
        let names = series.map { canvas.width(of: $0.name, canvas.valueLabel) }
        let remarks = (["as forecast"] + series.map(\.remark)).map {
            canvas.width(of: $0, canvas.label)
        }
        let room = (names + remarks).max().map { $0 + canvas.label.size } ?? 0
        // Names that are longer than a third of the picture are cut.
        let right = frame.plot.right - min(room, canvas.width * 0.3)
        let plot = Rect(
            left: left, top: bottom - height, right: max(right, left + 1), bottom: bottom)
        let x = LinearScale(domain: ticks.range, from: plot.left, to: plot.right)
        let y = LinearScale(domain: ticks.range, from: plot.bottom, to: plot.top)
        canvas.draw(axis, in: plot, scale: y)
        canvas.drawBelow(axis, in: plot, scale: x, lines: false)
        drawWords(in: plot, on: &canvas)
        canvas.line(
            [Point(plot.left, plot.bottom), Point(plot.right, plot.top)], canvas.colors.ink,
            thickness: canvas.stroke(2), dash: max(11 * canvas.scale, 4))
        for index in series.indices where index != emphasised {
            draw(index, largest, on: &canvas, x, y)
        }
        if series.indices.contains(emphasised) { draw(emphasised, largest, on: &canvas, x, y) }
        drawLabels(in: plot, on: &canvas, x, y)
    }

    private func count(_ value: Int) -> String { decimalText(Double(value), decimals: 0) }

    private func drawWords(in plot: Rect, on canvas: inout Canvas) {
        let style = canvas.label
        let below = plot.bottom + canvas.axisLabelDrop + style.size * 1.25
        let across = canvas.fitted(forecastWords, within: canvas.width - canvas.margin * 2, style)
        let half = canvas.width(of: across, style) / 2
        canvas.place(
            across, x: max(plot.right - half * 2, canvas.margin), baseline: below, style: style,
            canvas.colors.grey)
        canvas.place(
            canvas.fitted(observedWords, within: plot.width, style), x: plot.left,
            baseline: plot.top - style.size * 0.75, style: style, canvas.colors.grey)
    }

    /// The rank of a series: 0 for the emphasised one, then 1 and 2 in the given order.
    private func rank(_ index: Int) -> Int {
        index == emphasised ? 0 : index < emphasised || emphasised < 0 ? index + 1 : index
    }

    private func draw(
        _ index: Int, _ largest: Int, on canvas: inout Canvas, _ x: LinearScale, _ y: LinearScale
    ) {
        let rank = rank(index)
        let colors = canvas.colors
        let color = rank == 0 ? colors.line : rank == 1 ? colors.quiet : colors.grey
        let bins = series[index].bins
        let thickness = canvas.stroke(rank == 0 ? 3.5 : 3)
        for bin in bins where bin.low != nil || bin.high != nil {
            canvas.line(
                [
                    Point(x(bin.forecast), y(bin.low ?? bin.observed)),
                    Point(x(bin.forecast), y(bin.high ?? bin.observed)),
                ], color, thickness: canvas.stroke(2), roundEnds: true)
        }
        let places = bins.map { Point(x($0.forecast), y($0.observed)) }
        canvas.line(
            places, color, thickness: thickness, dash: rank == 2 ? thickness * 2.5 : nil)
        let seam = canvas.hairline(2)
        for (bin, place) in zip(bins, places) {
            let share = Double(bin.count) / Double(max(largest, 1))
            let radius = max(canvas.stroke(26) * share.squareRoot(), canvas.stroke(6))
            // A border in the background colour separates overlapping circles.
            canvas.discs([place], radius: radius + seam, colors.background)
            if rank == 0 {
                canvas.discs([place], radius: radius, color)
            } else {
                canvas.rings([place], radius: radius, thickness: thickness, color)
            }
        }
    }

    /// Draws the name of each series at its end, with a hairline leading to it.
    private func drawLabels(
        in plot: Rect, on canvas: inout Canvas, _ x: LinearScale, _ y: LinearScale
    ) {
        let colors = canvas.colors
        var labels = [
            EndLabel(
                y: plot.top, lines: [EndLabel.Line("as forecast", canvas.label, colors.ink)],
                importance: 1)
        ]
        for (index, one) in series.enumerated() {
            guard let last = one.bins.last else { continue }
            let isMain = index == emphasised
            var lines = [
                EndLabel.Line(
                    one.name, isMain ? canvas.valueLabel : canvas.label,
                    isMain ? colors.lineText : colors.grey)
            ]
            if !one.remark.isEmpty {
                lines.append(EndLabel.Line(one.remark, canvas.label, colors.grey))
            }
            let place = Point(x(last.forecast), y(last.observed))
            canvas.horizontal(
                y: place.y, from: min(place.x + canvas.stroke(30), plot.right), to: plot.right,
                isMain ? colors.line : colors.quiet, thickness: canvas.hairline(1),
                dash: max(3 * canvas.scale, 1.5))
            labels.append(EndLabel(y: place.y, lines: lines, importance: isMain ? 3 : 2))
        }
        canvas.place(labels, rightOf: plot)
    }
}
