import Formats

/// The positions of the bars and ribbons of a flow chart.
struct FlowLayout {
    /// A group's bar.
    struct Node {
        let count: Double
        let top: Double
        let bottom: Double
        /// Whether there is room for its label.
        let hasLabel: Bool
        var barWidth: Double

        var middle: Double { (top + bottom) / 2 }

        /// The rectangle of the bar. It is at least one pixel high unless the count is zero, so
        /// that small groups stay visible.
        func bar(from left: Double) -> Rect {
            let least = max(bottom - top, count > 0 ? 1 : 0)
            return Rect(
                left: left, top: middle - least / 2, right: left + barWidth,
                bottom: middle + least / 2)
        }
    }

    let left: Double
    let right: Double
    let top: Double
    let barWidth: Double
    let sources: [Node]
    let outcomes: [Node]
    /// Whether the numbers are on a second line, below the name.
    let isTwoLines: Bool
    let style: TextStyle
    let strongStyle: TextStyle
    /// Pixels per count.
    private let perCount: Double

    init(of chart: FlowChart, in frame: Frame, on canvas: Canvas) {
        barWidth = max((14 * canvas.scale).rounded(), 5)
        let hasHeadings = !chart.sourceHeading.isEmpty || !chart.outcomeHeading.isEmpty
        let bounds = (
            top: frame.plot.top
                + (hasHeadings ? canvas.label.size * 0.8 : -canvas.label.size * 0.2),
            bottom: frame.labelBottom - canvas.label.size * 0.5
        )
        top = bounds.top
        let height = max(bounds.bottom - bounds.top, 1)
        let sides = [chart.sourceCounts, chart.outcomeCounts]
        let natural = canvas.label
        let most = Double(sides.map(\.count).max() ?? 1)
        // Labels have two lines if the ribbons stay thick enough, else one line. With many groups
        // the text is smaller.
        let single = FlowLayout.perCount(sides, slot: natural.size * 1.3, height)
        let double = FlowLayout.perCount(sides, slot: natural.size * 2.7, height)
        let isTwoLines = double > 0 && double >= single * 0.5
        self.isTwoLines = isTwoLines
        var style = natural
        if !isTwoLines, single <= 0 {
            style.size = max((height * 0.55 / most / 1.3 * 4).rounded(.down) / 4, 10)
            style.size = min(style.size, natural.size)
        }
        let slot = style.size * (isTwoLines ? 2.7 : 1.3)
        // When even small labels do not all fit, the thickest groups keep theirs.
        let fits = isTwoLines || FlowLayout.perCount(sides, slot: slot, height) > 0
        let gap = fits ? slot : max(height / most * 0.3, 0.5)
        perCount =
            fits
            ? FlowLayout.perCount(sides, slot: slot, height)
            : FlowLayout.perCount(sides, slot: gap, height)
        self.style = style
        strongStyle = TextStyle(.semibold, size: style.size)
        func labelWidth(_ groups: [FlowChart.Group], _ counts: [Double]) -> Double {
            let bold = TextStyle(.semibold, size: style.size)
            let names = groups.map { canvas.width(of: $0.name, bold) }.max() ?? 0
            let largest = decimalText(counts.max() ?? 0, decimals: 0) + " · 100 %"
            let numbers = canvas.width(of: largest, style)
            return isTwoLines ? max(names, numbers) : names + style.size * 0.5 + numbers
        }
        let share = canvas.width * 0.25
        let beside = barWidth + canvas.axisGap + 1
        left = max(
            canvas.margin + barWidth,
            canvas.margin + beside + min(labelWidth(chart.sources, sides[0]), share))
        right = min(
            canvas.width - canvas.margin - barWidth,
            canvas.width - canvas.edge - beside
                - min(labelWidth(chart.outcomes, sides[1]), share))
        let nodes = sides.map { [perCount, barWidth] in
            FlowLayout.nodes(
                $0, slot: gap, perCount: perCount, from: bounds.top, height: height,
                labelHeight: slot, barWidth: barWidth)
        }
        sources = nodes[0]
        outcomes = nodes[1]
    }

    /// The largest number of pixels per count at which both columns fit and every group has at
    /// least one slot. 0 when the slots alone take too much height.
    private static func perCount(_ sides: [[Double]], slot: Double, _ height: Double) -> Double {
        let total = sides[0].reduce(0, +)
        guard total > 0 else { return 0 }
        func fits(_ scale: Double) -> Bool {
            sides.allSatisfy { counts in
                let air = slot * 0.3 * Double(max(counts.count - 1, 0))
                return counts.reduce(air) { $0 + max($1 * scale, slot) } <= height
            }
        }
        let least = height * 0.2 / total
        guard fits(least) else { return 0 }
        var (low, high) = (least, height / total)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if fits(middle) { low = middle } else { high = middle }
        }
        return low
    }

    private static func nodes(
        _ counts: [Double], slot: Double, perCount: Double, from top: Double, height: Double,
        labelHeight: Double, barWidth: Double
    ) -> [Node] {
        let slots = counts.map { max($0 * perCount, slot) }
        let spare = max(height - slots.reduce(0, +), 0)
        // Spare height goes between the groups, but the gaps are limited so that the groups stay
        // together.
        let between = counts.count > 1 ? min(spare / Double(counts.count - 1), height * 0.12) : 0
        let used = slots.reduce(0, +) + between * Double(max(counts.count - 1, 0))
        var y = top + max(height - used, 0) / 2
        let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
        let labelled =
            slot >= labelHeight
            ? Set(counts.indices) : Set(order.prefix { slots[$0] >= labelHeight })
        return counts.indices.map { index in
            let thickness = counts[index] * perCount
            let middle = y + slots[index] / 2
            y += slots[index] + between
            return Node(
                count: counts[index], top: middle - thickness / 2, bottom: middle + thickness / 2,
                hasLabel: labelled.contains(index), barWidth: barWidth)
        }
    }

    /// The ribbon of one flow. At a source, ribbons are in the order of the outcomes; at an
    /// outcome, in the order of the sources.
    func ribbon(from source: Int, to outcome: Int, in chart: FlowChart) -> Ribbon {
        let above = chart.flows[source][..<outcome].reduce(0) { $0 + Double($1) }
        let before = chart.flows[..<source].reduce(0) { $0 + Double($1[outcome]) }
        return Ribbon(
            start: Point(left, sources[source].top + above * perCount),
            end: Point(right, outcomes[outcome].top + before * perCount),
            thickness: Double(chart.flows[source][outcome]) * perCount)
    }
}

/// A curved band from a place on the left to a place on the right. Its vertical thickness is the
/// same everywhere.
struct Ribbon {
    /// The upper corner on the left.
    var start: Point
    /// The upper corner on the right.
    var end: Point
    var thickness: Double

    /// The ribbon with `seam` more pixels above and below.
    func widened(by seam: Double) -> Ribbon {
        Ribbon(
            start: Point(start.x, start.y - seam), end: Point(end.x, end.y - seam),
            thickness: thickness + 2 * seam)
    }

    /// The outline: cubic curves that start and end horizontally, cut into pieces too short to be
    /// seen.
    var outline: [Point] {
        let pieces = 96
        let upper = (0...pieces).map { piece in
            let t = Double(piece) / Double(pieces)
            let u = 1 - t
            let bend = (start.x + end.x) / 2
            let x = u * u * u * start.x + 3 * u * t * bend + t * t * t * end.x
            let y = (u * u * u + 3 * u * u * t) * start.y + (3 * u * t * t + t * t * t) * end.y
            return Point(x, y)
        }
        return upper + upper.reversed().map { Point($0.x, $0.y + thickness) }
    }
}

extension Canvas {
    /// Fills a ribbon. Very thin ribbons are widened to stay visible.
    mutating func ribbon(_ ribbon: Ribbon, _ color: RGB) {
        var ribbon = ribbon
        let least = max(1.2, 1.5 * scale)
        if ribbon.thickness < least { ribbon = ribbon.widened(by: (least - ribbon.thickness) / 2) }
        area(ribbon.outline, color)
    }
}
