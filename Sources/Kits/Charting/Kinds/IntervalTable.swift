public import Formats

/// A table as a picture, one row per person: names, numbers, intervals against a target, and
/// sparklines.
///
/// The design is neutral. An interval is strong when it is clear of the target on either side, and
/// pale when one cannot tell. Nothing is red.
public struct IntervalTable: Chart {
    /// What a column holds.
    public enum Kind: Sendable, Hashable {
        /// Text, aligned left.
        case text
        /// Numbers as text, aligned right.
        case number
        /// Values with their intervals, on one scale for the column.
        case interval(ValueFormat)
        /// Small line charts, on one scale for the column.
        case sparkline
    }

    /// One column of the table.
    public struct Column: Sendable, Hashable {
        /// The heading: "Renewal rate".
        public var heading: String
        /// The unit: "% of logos, 95 % interval". May be empty.
        public var unit: String
        /// What it holds.
        public var kind: Kind

        /// One column of the table.
        public init(heading: String, unit: String, kind: Kind) {
            self.heading = heading
            self.unit = unit
            self.kind = kind
        }
    }

    /// The position of an interval relative to the target.
    public enum Versus: String, Sendable, Hashable {
        /// Completely above the target.
        case above
        /// Completely below the target.
        case below
        /// The interval includes the target.
        case cannotTell
        /// There is no target.
        case none
    }

    /// The content of one cell.
    public enum Cell: Sendable, Hashable {
        /// The name of the row.
        case name(ChartLabel)
        /// A number as text.
        case number(String)
        /// A value with its interval and target, in the column's unit. Nil for no interval or
        /// target.
        case interval(value: Double, low: Double?, high: Double?, target: Double?, versus: Versus)
        /// Values, oldest first; nil where there is none.
        case sparkline([Double?])
        /// No value, and the reason: "too few".
        case missing(reason: String)
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The columns from left to right.
    public var columns: [Column]
    /// The rows from top to bottom, with one cell per column.
    public var rows: [[Cell]]
    /// Where to find all rows when some do not fit: "scorecards.csv".
    public var allRows: String

    /// Creates a table. The last line counts the rows that do not fit. Rows with an interval that is
    /// clear of its target are shown first.
    public init(
        text: ChartText, columns: [Column], rows: [[Cell]], allRows: String = "scorecards.csv"
    ) {
        self.text = text
        self.columns = columns
        self.rows = rows
        self.allRows = allRows
    }

    /// The text of the last line when `count` rows do not fit.
    package func moreRows(_ count: Int) -> String {
        "and \(decimalText(Double(count), decimals: 0)) more \(count == 1 ? "row" : "rows"): "
            + "see \(allRows)"
    }

    /// The positions of the rows to show in `lines` lines, in their order. When not all fit, one
    /// line is kept for a note about the rest.
    func keptRows(_ lines: Int) -> [Int] {
        guard rows.count > lines else { return Array(rows.indices) }
        let room = max(lines - 1, 0)
        let clear = rows.indices.filter { isClear(rows[$0]) }.prefix(room)
        let others = rows.indices.filter { !isClear(rows[$0]) }.prefix(room - clear.count)
        return (clear + others).sorted()
    }

    /// Whether an interval of a row is clear of its target.
    func isClear(_ row: [Cell]) -> Bool {
        row.contains { cell in
            if case .interval(_, _, _, _, let versus) = cell {
                versus == .above || versus == .below
            } else {
                false
            }
        }
    }

    /// The names in some rows of a column; empty where a cell is no name.
    func names(_ column: Int, in rows: [Int]) -> [ChartLabel] {
        rows.map { row in
            guard self.rows[row].indices.contains(column),
                case .name(let label) = self.rows[row][column]
            else { return "" }
            return label
        }
    }

    func cells(_ column: Int) -> [Cell] {
        rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
    }
}
