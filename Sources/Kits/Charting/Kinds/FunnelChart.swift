import Formats

/// Ratios by size, within the funnel of chance around 1. The smaller the size, the wider the
/// funnel.
public struct FunnelChart: Chart {
    /// One dot of the chart.
    public struct Dot: Sendable, Hashable {
        /// The name beside the dot: "Dana W."; nil for none.
        public var label: ChartLabel?
        /// More words beside the name, where there is room: "41, expected 52"; empty for none.
        public var words: String
        /// The size, on the x axis.
        public var size: Double
        /// Observed divided by expected, on the y axis.
        public var ratio: Double
        /// Whether the title is about this dot.
        public var isEmphasised: Bool
        /// The limit of chance for this dot alone, which may differ from the funnel. Drawn as a
        /// tick; nil for none.
        public var ownLimit: Double?

        /// One dot of the chart. A limit that is not finite counts as nil.
        public init(
            label: ChartLabel? = nil, words: String = "", size: Double, ratio: Double,
            isEmphasised: Bool = false, ownLimit: Double? = nil
        ) {
            self.label = label
            self.words = words
            self.size = size
            self.ratio = ratio
            self.isEmphasised = isEmphasised
            self.ownLimit = ownLimit.flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// The limits of chance at one size.
    public struct Limits: Sendable, Hashable {
        /// The size.
        public var size: Double
        /// The band that most dots lie in when only chance is at work.
        public var inner: ClosedRange<Double>
        /// The band that nearly all dots lie in when only chance is at work.
        public var outer: ClosedRange<Double>

        /// The limits of chance at one size.
        public init(size: Double, inner: ClosedRange<Double>, outer: ClosedRange<Double>) {
            self.size = size
            self.inner = inner
            self.outer = outer
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The dots in any order. Dots that are not finite are left out.
    public var dots: [Dot]
    /// The limits by increasing size. They must cover the sizes from the smallest to the largest
    /// dot.
    public var limits: [Limits]
    /// The title of the x axis: "Expected renewals".
    public var sizeWords: String
    /// The label of the inner band: "95 % of luck".
    public var innerWords: String
    /// The label of the outer band: "99.8 %".
    public var outerWords: String

    /// A funnel.
    public init(
        text: ChartText, dots: [Dot], limits: [Limits], sizeWords: String, innerWords: String,
        outerWords: String
    ) {
        self.text = text
        self.dots = dots.filter { $0.size.isFinite && $0.ratio.isFinite }
        self.limits = limits
        self.sizeWords = sizeWords
        self.innerWords = innerWords
        self.outerWords = outerWords
    }
}

extension FunnelChart {
    /// Lays the funnel out.
    public func draw(on canvas: inout Canvas) {
        let frame = canvas.frame(text)
        guard let smallest = dots.map(\.size).min(), let largest = dots.map(\.size).max() else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        let format = ValueFormat.number(decimals: 1)
        let words = canvas.label.size * 1.3
        // The y axis covers the inner band at the smallest dot, where the funnel is widest.
        let widest = limits.last { $0.size <= smallest }?.inner ?? 1...1
        let place = Rect(
            left: frame.plot.left, top: frame.plot.top, right: frame.plot.right,
            bottom: max(frame.plot.bottom - words, frame.plot.top))
        let up = ValueAxis(
            ticks: Ticks(
                covering: coveredRatios(with: widest), count: canvas.stepCount,
                within: 0...Double.greatestFiniteMagnitude, smallestSpan: 0.2),
            format: format)
        let labels = endLabels(canvas, end: limits.last) { _ in 0 }
        let plot = canvas.plot(
            in: Frame(plot: place, labelBottom: frame.labelBottom), axis: up,
            labelRoom: canvas.room(for: labels))
        let across = ValueAxis(
            ticks: Ticks(
                covering: smallest...largest, count: canvas.stepCount(across: plot.width),
                within: 0...Double.greatestFiniteMagnitude,
                smallestSpan: max(2, (largest - smallest) * 1.1)), format: .number(decimals: 0))
        let x = LinearScale(domain: across.ticks.range, from: plot.left, to: plot.right)
        let y = LinearScale(domain: up.ticks.range, from: plot.bottom, to: plot.top)
        canvas.draw(up, in: plot, scale: y)
        drawBands(on: &canvas, x, y)
        canvas.horizontal(
            y: y(1), from: plot.left, to: plot.right, canvas.colors.ink,
            thickness: canvas.hairline(2))
        canvas.drawBelow(across, in: plot, scale: x, lines: false)
        canvas.place(
            canvas.fitted(sizeWords, within: plot.width, canvas.label), x: plot.right,
            baseline: plot.bottom + canvas.axisLabelDrop + canvas.label.size * 1.25, .end,
            style: canvas.label, canvas.colors.grey)
        let ends = endLabels(canvas, end: limits.at(x.domain.upperBound), at: y.callAsFunction)
        canvas.place(ends, rightOf: plot)
        drawDots(in: plot, on: &canvas, x, y)
    }

    private func coveredRatios(with widest: ClosedRange<Double>) -> ClosedRange<Double> {
        let ratios = dots.map(\.ratio) + [1, max(widest.lowerBound, 0), widest.upperBound]
        return (ratios.min() ?? 1)...(ratios.max() ?? 1)
    }

    /// Draws the outer band, then the inner band on top of it.
    private func drawBands(on canvas: inout Canvas, _ x: LinearScale, _ y: LinearScale) {
        let shown = limits.within(x.domain)
        func area(_ range: (Limits) -> ClosedRange<Double>) -> [Point] {
            shown.map { Point(x($0.size), y(range($0).upperBound)) }
                + shown.reversed().map { Point(x($0.size), y(range($0).lowerBound)) }
        }
        canvas.area(area(\.outer), canvas.colors.band)
        canvas.area(area(\.inner), canvas.colors.innerBand)
    }

    /// The labels of the line and of the two bands. Each band's label is level with the middle of
    /// the part below the line.
    private func endLabels(
        _ canvas: Canvas, end: Limits?, at y: (Double) -> Double
    ) -> [EndLabel] {
        func label(_ words: String, _ value: Double, _ color: RGB, _ importance: Int) -> EndLabel {
            EndLabel(
                y: y(value), lines: [EndLabel.Line(words, canvas.label, color)],
                importance: importance)
        }
        let colors = canvas.colors
        guard let end else { return [label("as expected", 1, colors.ink, 3)] }
        let (inner, outer) = (end.inner.lowerBound, end.outer.lowerBound)
        return [
            label("as expected", 1, colors.ink, 3),
            label(innerWords, (1 + inner) / 2, colors.grey, 2),
            label(outerWords, (inner + outer) / 2, colors.grey, 1),
        ]
    }

    private func drawDots(
        in plot: Rect, on canvas: inout Canvas, _ x: LinearScale, _ y: LinearScale
    ) {
        let colors = canvas.colors
        let crowd = (200 / Double(max(dots.count, 1))).squareRoot()
        let radius = max(canvas.stroke(10) * min(1, max(crowd, 0.4)), 2)
        func place(_ dot: Dot) -> Point { Point(x(dot.size), y(dot.ratio)) }
        let (loud, quiet) = (dots.filter(\.isEmphasised), dots.filter { !$0.isEmphasised })
        let seam = canvas.hairline(2)
        // A border in the background colour separates emphasised dots from dots below them.
        canvas.discs(quiet.map(place), radius: radius, colors.quiet)
        var ticks: [Rect] = []
        for dot in loud {
            guard let limit = dot.ownLimit else { continue }
            let ends = [place(dot).y, y(limit)]
            ticks.append(
                Rect(
                    left: x(dot.size) - radius, top: ends.min() ?? 0, right: x(dot.size) + radius,
                    bottom: ends.max() ?? 0))
            let (x, y) = (x(dot.size), y(limit))
            canvas.vertical(
                x: x, from: min(y, place(dot).y), to: max(y, place(dot).y), colors.emphasis,
                thickness: canvas.hairline(2))
            canvas.horizontal(
                y: y, from: x - radius, to: x + radius, colors.emphasis,
                thickness: canvas.hairline(2))
        }
        canvas.discs(loud.map(place), radius: radius * 1.15 + seam, colors.background)
        canvas.discs(loud.map(place), radius: radius * 1.15, colors.emphasis)
        let taken = dots.map(place)
        // There is no room for more names.
        let named = loud.filter { $0.label != nil }
            .sorted { abs($0.ratio - 1) > abs($1.ratio - 1) }.prefix(100)
        let names = canvas.distinct(
            named.compactMap(\.label), within: plot.width * 0.5, canvas.label)
        for (dot, name) in zip(named, names) where !name.isEmpty {
            let long = isolated(name) + (dot.words.isEmpty ? "" : "  " + dot.words)
            let texts = canvas.width(of: long, canvas.label) <= plot.width * 0.5 ? [long] : []
            canvas.name(
                texts + [name], beside: place(dot), radius: radius, clearOf: taken, ticks,
                in: plot)
        }
    }
}

extension [FunnelChart.Limits] {
    /// The limits inside a range of sizes, plus the interpolated limits at its two ends.
    fileprivate func within(_ sizes: ClosedRange<Double>) -> [FunnelChart.Limits] {
        let inside = filter { sizes.lowerBound < $0.size && $0.size < sizes.upperBound }
        return ([at(sizes.lowerBound)] + inside + [at(sizes.upperBound)]).compactMap(\.self)
    }

    /// The limits at a size, interpolated linearly between its neighbours. Nil outside all sizes.
    fileprivate func at(_ size: Double) -> FunnelChart.Limits? {
        guard let next = first(where: { $0.size >= size }),
            let last = last(where: { $0.size <= size })
        else { return nil }
        let share = next.size > last.size ? (size - last.size) / (next.size - last.size) : 0
        func between(_ path: KeyPath<FunnelChart.Limits, Double>) -> Double {
            last[keyPath: path] * (1 - share) + next[keyPath: path] * share
        }
        let (inner, outer) = (between(\.inner.lowerBound), between(\.outer.lowerBound))
        return FunnelChart.Limits(
            size: size, inner: inner...Swift.max(inner, between(\.inner.upperBound)),
            outer: outer...Swift.max(outer, between(\.outer.upperBound)))
    }
}

extension Canvas {
    /// Places the first of some texts for which there is room beside a dot, where it covers no
    /// other dot and no tick: right, left, above or below.
    fileprivate mutating func name(
        _ texts: [String], beside dot: Point, radius: Double, clearOf dots: [Point],
        _ ticks: [Rect], in plot: Rect
    ) {
        let style = label
        let gap = radius * 1.15 + labelGap * 0.5
        for words in texts {
            let wide = width(of: words, style)
            let rise = gap + style.size * 0.5
            let starts = [
                Point(dot.x + gap, dot.y), Point(dot.x - gap - wide, dot.y),
                Point(dot.x - wide / 2, dot.y - rise), Point(dot.x - wide / 2, dot.y + rise),
            ]
            for start in starts {
                let box = Rect(
                    left: start.x, top: start.y - style.size * 0.6, right: start.x + wide,
                    bottom: start.y + style.size * 0.6)
                let isClear = !dots.contains { other in
                    other != dot && other.x > box.left - radius && other.x < box.right + radius
                        && other.y > box.top - radius && other.y < box.bottom + radius
                }
                let isInside =
                    box.left >= plot.left && box.right <= width - edge
                    && box.top >= plot.top - style.size && box.bottom <= plot.bottom
                guard isClear, isInside, !ticks.contains(where: box.overlaps) else { continue }
                if place(words, x: start.x, middle: start.y, style: style, colors.ink) { return }
            }
        }
    }
}
