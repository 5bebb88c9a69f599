import Formats

/// Ratios by size, in the funnel that luck alone opens round 1: the smaller, the wider.
public struct FunnelChart: Chart {
    /// What is compared: one dot.
    public struct Dot: Sendable, Hashable {
        /// The words beside it, the more important part first: "Dana W.", "41 of 52 expected".
        /// Empty for a dot without words.
        public var words: [String]
        /// How much there is of it: the place across.
        public var size: Double
        /// Observed by expected: the place upwards.
        public var ratio: Double
        /// Whether the title speaks of it.
        public var isEmphasised: Bool
        /// Where luck ends for it by itself, which may differ from the funnel; drawn as a tick.
        public var ownLimit: Double?

        /// What is compared.
        public init(
            words: [String] = [], size: Double, ratio: Double, isEmphasised: Bool = false,
            ownLimit: Double? = nil
        ) {
            self.words = words
            self.size = size
            self.ratio = ratio
            self.isEmphasised = isEmphasised
            self.ownLimit = ownLimit.flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// What luck alone gives at a size.
    public struct Limits: Sendable, Hashable {
        /// The size.
        public var size: Double
        /// The band that dots mostly lie in.
        public var inner: ClosedRange<Double>
        /// The band that they nearly always lie in.
        public var outer: ClosedRange<Double>

        /// What luck alone gives at a size.
        public init(size: Double, inner: ClosedRange<Double>, outer: ClosedRange<Double>) {
            self.size = size
            self.inner = inner
            self.outer = outer
        }
    }

    /// The words round the picture.
    public var text: ChartText
    /// In any order; those that are not finite are left out.
    public var dots: [Dot]
    /// By rising size, at least from the smallest dot to the largest.
    public var limits: [Limits]
    /// What the axis across shows: "Expected renewals".
    public var sizeWords: String
    /// What lies in the inner band: "95 % of luck".
    public var innerWords: String
    /// What lies in the outer band: "99.8 %".
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
        // The widest part that matters: at the smallest dot.
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

    /// The outer band first, the inner one on it.
    private func drawBands(on canvas: inout Canvas, _ x: LinearScale, _ y: LinearScale) {
        let shown = limits.within(x.domain)
        func area(_ range: (Limits) -> ClosedRange<Double>) -> [Point] {
            shown.map { Point(x($0.size), y(range($0).upperBound)) }
                + shown.reversed().map { Point(x($0.size), y(range($0).lowerBound)) }
        }
        canvas.area(area(\.outer), canvas.colors.band)
        canvas.area(area(\.inner), canvas.colors.innerBand)
    }

    /// Each beside the middle of what it names below the line.
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
        // A seam keeps dots apart that lie on each other.
        canvas.discs(quiet.map(place), radius: radius, colors.quiet)
        for dot in loud {
            guard let limit = dot.ownLimit else { continue }
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
        for dot in loud.sorted(by: { abs($0.ratio - 1) > abs($1.ratio - 1) }) {
            canvas.name(dot.words, beside: place(dot), radius: radius, clearOf: taken, in: plot)
        }
    }
}

extension [FunnelChart.Limits] {
    /// Those of a range of sizes, with what they are at its two ends.
    fileprivate func within(_ sizes: ClosedRange<Double>) -> [FunnelChart.Limits] {
        let inside = filter { sizes.lowerBound < $0.size && $0.size < sizes.upperBound }
        return ([at(sizes.lowerBound)] + inside + [at(sizes.upperBound)]).compactMap(\.self)
    }

    /// The limits at a size, between those of the sizes on both sides; nil beyond all.
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
    /// Places words beside a dot where they cover no other: right of it, left, above, below; as many
    /// of their parts as there is room for.
    fileprivate mutating func name(
        _ parts: [String], beside dot: Point, radius: Double, clearOf dots: [Point], in plot: Rect
    ) {
        let style = label
        let gap = radius * 1.15 + labelGap * 0.5
        for count in stride(from: parts.count, to: 0, by: -1) {
            let words = fitted(
                parts.prefix(count).joined(separator: "  "), within: plot.width * 0.5, style)
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
                guard isClear, isInside else { continue }
                if place(words, x: start.x, middle: start.y, style: style, colors.ink) { return }
            }
        }
    }
}
