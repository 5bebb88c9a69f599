import Glibc

/// The positions of the panels of small multiples.
struct MultiplesLayout {
    /// The panels that fit.
    let panels: [SmallMultiples.Panel]
    /// Their headings as drawn, each different.
    let labels: [String]
    /// The top of each panel, where its heading begins.
    let tops: [Double]
    /// The area of each plot, down to its baseline.
    let plots: [Rect]
    /// The vertical axis of each panel.
    let axes: [ValueAxis]
    let columns: Int
    /// Whether all panels have the same horizontal axis.
    let sharesAcross: Bool
    let heading: TextStyle
    let line: Double

    /// The shape that panels should have: width over height.
    private static let aspect = 1.5

    init(of chart: SmallMultiples, in frame: Rect, on canvas: Canvas) {
        let label = canvas.label
        let heading = canvas.panelHeading
        let line = label.size * 1.3
        let sharesAcross = Set(chart.panels.map(\.across)).count < 2
        let whole = chart.axis(of: chart.panels, steps: 4, on: canvas)
        let numbers =
            chart.sharesHeights
            ? [whole] : chart.panels.map { chart.axis(of: [$0], steps: 4, on: canvas) }
        let widest =
            numbers.flatMap { axis in
                axis.ticks.values.map { canvas.width(of: axis.text($0), label) }
            }.max() ?? 0
        let numberRoom = widest + canvas.axisGap
        // Numbers at the left of the whole grid may stand in the margin.
        let first = max(frame.left, canvas.edge + numberRoom)
        let inset = chart.sharesHeights ? 0 : numberRoom
        let left = chart.sharesHeights ? first : first - numberRoom
        let gapAcross = max(60 * canvas.scale, label.size * 1.2)
        let notes = chart.panels.contains(where: \.hasNotes) ? label.size * 1.2 : 0
        let below = canvas.axisLabelDrop + label.descent + notes
        let gapDown = label.size * 0.9 + (sharesAcross ? 0 : below)
        let top = frame.top - min(label.size * 0.7, 28 * canvas.scale)
        let area = Rect(
            left: left, top: top, right: frame.right, bottom: max(frame.bottom - notes, top + 1))

        let least = Rect(
            left: 0, top: 0, right: inset + label.size * 7,
            bottom: heading.size * 1.25 + 2 * line + label.size * 3)
        let mostAcross = max(Int((area.width + gapAcross) / (least.width + gapAcross)), 1)
        let mostDown = max(Int((area.height + gapDown) / (least.height + gapDown)), 1)
        let count = min(chart.panels.count, mostAcross * mostDown)
        let kept = Array(chart.panels.prefix(count))
        func size(_ columns: Int) -> (width: Double, height: Double) {
            let rows = Double((count + columns - 1) / columns)
            return (
                (area.width + gapAcross) / Double(columns) - gapAcross,
                (area.height + gapDown) / rows - gapDown
            )
        }
        let possible = (1...min(max(count, 1), mostAcross)).filter {
            (count + $0 - 1) / $0 <= mostDown
        }
        func badness(_ columns: Int) -> Double {
            let rows = (count + columns - 1) / columns
            let (width, height) = size(columns)
            let empty = Double(rows * columns - count) / Double(max(rows * columns, 1))
            return abs(log(max(width, 1) / max(height, 1) / Self.aspect)) + 2 * empty
        }
        let best = possible.min { badness($0) < badness($1) } ?? 1
        let columns = chart.columns.flatMap { possible.contains($0) ? $0 : nil } ?? best
        let (width, height) = size(columns)
        let cells = kept.indices.map { index in
            let x = area.left + Double(index % columns) * (width + gapAcross)
            let y = area.top + Double(index / columns) * (height + gapDown)
            return Rect(left: x, top: y, right: x + width, bottom: y + height)
        }
        tops = cells.map(\.top)
        // Headings that are too wide shrink together, and are cut only then.
        let names = kept.map(\.label)
        let widestName =
            canvas.distinct(names, within: .infinity, heading)
            .map { canvas.width(of: $0, heading) }.max() ?? 0
        let shrunk = heading.size * min(max((width - inset) / max(widestName, 1), 0.85), 1)
        let headingStyle = TextStyle(
            heading.weight, size: max((shrunk * 4).rounded(.down) / 4, min(heading.size, 10.5)))
        // All plots begin at one height below their headings.
        let lines = kept.map { $0.lines(within: width - inset, on: canvas) }.max() ?? 0
        let head = heading.size * 1.25 + Double(lines) * line + label.size * 0.6
        let plots = cells.map {
            Rect(
                left: $0.left + inset, top: min($0.top + head, $0.bottom), right: $0.right,
                bottom: $0.bottom)
        }
        let steps = canvas.stepCount(down: plots.first?.height ?? 0)
        let shared = chart.axis(of: kept, steps: steps, on: canvas)
        axes = kept.map {
            chart.sharesHeights ? shared : chart.axis(of: [$0], steps: steps, on: canvas)
        }
        labels = canvas.distinct(names, within: width - inset, headingStyle)
        panels = kept
        self.plots = plots
        self.columns = columns
        self.sharesAcross = sharesAcross
        self.heading = headingStyle
        self.line = line
    }

    /// Whether no panel stands below this one.
    func isLowest(_ index: Int) -> Bool { index + columns >= panels.count }

    /// Whether no panel stands on the left of this one.
    func isFirst(_ index: Int) -> Bool { index.isMultiple(of: columns) }
}

extension SmallMultiples {
    /// The vertical axis of some panels.
    fileprivate func axis(of panels: [Panel], steps: Int, on canvas: Canvas) -> ValueAxis {
        canvas.axis(
            covering: panels.flatMap { $0.series.flatMap(\.heights) }
                + (reference.map { [$0] } ?? []),
            format: format, within: bounds, includingZero: includesZero, steps: steps)
    }
}

extension SmallMultiples.Panel {
    fileprivate var hasNotes: Bool {
        if case .marks(let marks, _) = across { marks.contains { !$0.note.isEmpty } } else { false }
    }

    /// The lines of words below the heading.
    fileprivate func lines(within room: Double, on canvas: Canvas) -> Int {
        (remark.isEmpty ? 0 : 1) + canvas.captionLines(of: self, within: room).count
    }
}
