import Formats

/// The position of one column of a table, in pixels.
struct TableColumn {
    let index: Int
    let left: Double
    let right: Double
    /// The right end of the printed numbers of an interval column.
    let numberRight: Double
    /// Maps values to x in an interval column, and to 0...1 in every other column, where only
    /// sparklines use it.
    let scale: LinearScale?
    let ticks: Ticks
    /// The target, when all targets in the column are the same; nil otherwise.
    let sharedTarget: Double?
    let headingLines: [String]
    /// The names in the rows shown as they are drawn, each different; empty in other columns.
    let names: [String]

    var width: Double { right - left }
}

/// The positions of all parts of a table.
struct TableLayout {
    let columns: [TableColumn]
    /// The line below the headings.
    let top: Double
    let rowHeight: Double
    /// The positions of the rows shown. When not all fit, one more line tells how many are left.
    let shown: [Int]
    let style: TextStyle
    let numberStyle: TextStyle
    let headingStyle: TextStyle
    let unitStyle: TextStyle
    let headingGap: Double
    let hasUnits: Bool
    let hasScale: Bool
    private let scaleHeight: Double

    /// The minimum height of a row, in pixels. Smaller text cannot be read.
    private static let leastRowHeight = 12.0
    /// The height of a row at scale 1 when not all rows fit: fewer rows, but easy to read.
    private static let crowdedRowHeight = 22.0

    init(of table: IntervalTable, in frame: Frame, on canvas: Canvas) {
        headingStyle = canvas.style(.semibold, 21)
        unitStyle = canvas.style(.regular, 18, atLeast: 10)
        headingGap = max(8 * canvas.scale, 2)
        // A very low picture drops units and scales to keep more rows.
        let isTight = frame.plot.height < 10 * TableLayout.leastRowHeight
        hasUnits = !isTight && table.columns.contains { !$0.unit.isEmpty }
        hasScale =
            !isTight
            && table.columns.contains { column in
                if case .interval = column.kind { true } else { false }
            }

        let natural = canvas.label
        let widths = ColumnWidths(of: table, natural, headingStyle, unitStyle, canvas)
        let spans = widths.spans(in: frame.plot)
        let headings = zip(table.columns, spans).map { [headingStyle] column, span in
            canvas.wrapped(
                column.heading, within: span.right - span.left, headingStyle, lines: isTight ? 1 : 2
            )
        }
        let lines = Double(headings.map(\.count).max() ?? 1)
        let headingHeight =
            lines * headingStyle.size * 1.15 + (hasUnits ? unitStyle.size * 1.3 : 0) + headingGap
        // A table has no axis numbers that need space above it.
        top = frame.plot.top - 36 * canvas.scale + headingHeight
        scaleHeight = hasScale ? unitStyle.size * 1.15 + max(6 * canvas.scale, 2) : 0
        let available = max(frame.labelBottom - scaleHeight - top, 0)

        let least = TableLayout.leastRowHeight
        let wanted = available / Double(max(table.rows.count, 1))
        rowHeight =
            wanted < least
            ? max(TableLayout.crowdedRowHeight * canvas.scale, least)
            : min(wanted, max(58 * canvas.scale, natural.size * 1.9))
        shown = table.keptRows(Int(available / rowHeight + 1e-6))
        var style = natural
        style.size = min(natural.size, max((rowHeight * 0.8 * 4).rounded(.down) / 4, 10))
        self.style = style
        var numberStyle = style
        numberStyle.tabular = true
        self.numberStyle = numberStyle
        columns = zip(zip(table.columns.indices, spans), headings).map {
            [shown, style, numberStyle] place, lines in
            TableColumn(
                of: table, index: place.0, span: place.1, headingLines: lines,
                names: canvas.distinct(
                    table.names(place.0, in: shown), within: place.1.right - place.1.left, style),
                numberStyle: numberStyle, canvas)
        }
    }

    /// The y of the middle of a row.
    func middle(_ row: Int) -> Double { top + rowHeight * (Double(row) + 0.5) }

    /// The bottom of the last row.
    var bottom: Double { top + rowHeight * Double(shown.count) }

    /// The y of the middle of the line about the remaining rows, below the scales.
    var moreRowsMiddle: Double { bottom + scaleHeight + rowHeight * 0.5 }
}

extension TableColumn {
    init(
        of table: IntervalTable, index: Int, span: (left: Double, right: Double),
        headingLines: [String], names: [String], numberStyle: TextStyle, _ canvas: Canvas
    ) {
        self.index = index
        left = span.left
        right = span.right
        self.headingLines = headingLines
        self.names = names
        let cells = table.cells(index)
        let values = cells.flatMap(\.shownValues)
        let range = (values.min() ?? 0)...(values.max() ?? 1)
        guard case .interval(let format) = table.columns[index].kind else {
            ticks = Ticks(covering: range, count: 4)
            // Sparklines use the full row height, so their scale needs no round ends.
            scale = LinearScale(domain: range, from: 0, to: 1)
            numberRight = span.right
            sharedTarget = nil
            return
        }
        ticks = Ticks(
            covering: range, count: 8, smallestSpan: format.smallestSpan,
            shownTimes: format.factor)
        let numbers = cells.compactMap { cell -> Double? in
            guard case .interval(let value, _, _, _, _) = cell, value.isFinite else { return nil }
            return canvas.width(of: format.plain(value), numberStyle)
        }
        numberRight = span.left + (numbers.max() ?? 0)
        let inset = canvas.stroke(8)
        let start = min(numberRight + canvas.labelGap + inset, span.right - inset)
        scale = LinearScale(domain: ticks.range, from: start, to: span.right - inset)
        let targets = Set(
            cells.compactMap { cell -> Double? in
                guard case .interval(_, _, _, let target, _) = cell else { return nil }
                return target.flatMap { $0.isFinite ? $0 : nil }
            })
        sharedTarget = targets.count == 1 ? targets.first : nil
    }
}

extension IntervalTable.Cell {
    /// The values that the column's scale must cover.
    fileprivate var shownValues: [Double] {
        switch self {
        case .interval(let value, let low, let high, let target, _):
            [value, low, high, target].compactMap { $0 }.filter(\.isFinite)
        case .sparkline(let values): values.compactMap { $0 }.filter(\.isFinite)
        case .name, .number, .missing: []
        }
    }
}
