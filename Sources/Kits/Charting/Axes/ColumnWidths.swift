import Formats

/// Divides the width of a table among its columns.
///
/// Columns of words or numbers get the width they need, up to a share of the table. Columns of
/// intervals or sparklines share what is left.
struct ColumnWidths {
    /// The preferred width of a column of words or numbers, in pixels; 0 for a drawn column.
    private let wanted: [Double]
    /// The minimum width, in pixels. Numbers are never cut; words may be.
    private let needed: [Double]
    /// A drawn column's share of the remaining width; 0 for words and numbers.
    private let weights: [Double]
    private let gap: Double

    init(
        of table: IntervalTable, _ style: TextStyle, _ headingStyle: TextStyle,
        _ unitStyle: TextStyle, _ canvas: Canvas
    ) {
        var tabular = style
        tabular.tabular = true
        var wanted: [Double] = []
        var needed: [Double] = []
        var weights: [Double] = []
        for (index, column) in table.columns.enumerated() {
            switch column.kind {
            case .interval:
                wanted.append(0)
                needed.append(0)
                weights.append(1)
            case .sparkline:
                wanted.append(0)
                needed.append(0)
                weights.append(0.55)
            case .text, .number:
                let names = table.names(index, in: Array(table.rows.indices))
                let words =
                    table.cells(index).compactMap(\.words)
                    + canvas.distinct(names, within: .infinity, style)
                let widest = words.map { canvas.width(of: $0, tabular) }.max() ?? 0
                let heading = canvas.widthInTwoLines(of: column.heading, headingStyle)
                let unit = canvas.width(of: column.unit, unitStyle)
                wanted.append(max(widest, heading, unit).rounded(.up) + 1)
                needed.append(column.kind == .number ? widest.rounded(.up) + 1 : 0)
                weights.append(0)
            }
        }
        self.wanted = wanted
        self.needed = needed
        self.weights = weights
        gap = max(40 * canvas.scale, 12)
    }

    /// The left and right ends of every column, in pixels.
    func spans(in plot: Rect) -> [(left: Double, right: Double)] {
        let room = max(plot.width - gap * Double(max(wanted.count - 1, 0)), 1)
        let weight = weights.reduce(0, +)
        // Drawn columns keep at least half of the table.
        let forWords = weight > 0 ? room * 0.5 : room
        let total = wanted.reduce(0, +)
        let least = needed.reduce(0, +)
        // Numbers get their minimum first. The columns then share what is left in proportion to how
        // much more each wants.
        let share = total > forWords ? max(forWords - least, 0) / max(total - least, 1) : 1
        let given = zip(wanted, needed).map { $1 + ($0 - $1) * share }
        let rest = max(room - given.reduce(0, +), 0)
        var left = plot.left
        return zip(given, weights).map { given, part in
            let width = weight > 0 && part > 0 ? rest * part / weight : given
            defer { left += width + gap }
            return (left, left + width)
        }
    }
}

extension IntervalTable.Cell {
    fileprivate var words: String? {
        switch self {
        case .number(let words), .missing(let words): words
        case .name, .interval, .sparkline: nil
        }
    }
}
