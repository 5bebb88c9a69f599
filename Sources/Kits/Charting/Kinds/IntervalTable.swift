public import Formats

/// A table as a picture, one row a person: names, numbers, intervals against a target, sparklines.
///
/// Neutral by design: an interval is strong when it is clear of the target, on either side, and
/// pale when nobody can tell. Nothing is red.
public struct IntervalTable: Chart {
    /// What a column holds.
    public enum Kind: Sendable, Hashable {
        /// Words, from the left.
        case text
        /// Numbers already written, from the right.
        case number
        /// Values with their interval on a scale shared by the column.
        case interval(ValueFormat)
        /// Small lines on a scale shared by the column.
        case sparkline
    }

    /// A column.
    public struct Column: Sendable, Hashable {
        /// What it shows: "Renewal rate".
        public var heading: String
        /// Its unit: "% of logos, 95 % interval"; may be empty.
        public var unit: String
        /// What it holds.
        public var kind: Kind

        /// A column.
        public init(heading: String, unit: String, kind: Kind) {
            self.heading = heading
            self.unit = unit
            self.kind = kind
        }
    }

    /// Where an interval lies.
    public enum Versus: String, Sendable, Hashable {
        /// Wholly above the target.
        case above
        /// Wholly below the target.
        case below
        /// Across the target.
        case cannotTell
        /// There is no target.
        case none
    }

    /// What stands in one row and column.
    public enum Cell: Sendable, Hashable {
        /// Words.
        case text(String)
        /// A number already written.
        case number(String)
        /// A value with its interval, where there is one, and its target, in the column's unit.
        case interval(value: Double, low: Double?, high: Double?, target: Double?, versus: Versus)
        /// Values oldest first, nil where there is none.
        case sparkline([Double?])
        /// Nothing, and why: "too few".
        case missing(reason: String)
    }

    /// The words round the picture.
    public var text: ChartText
    /// From left to right.
    public var columns: [Column]
    /// From top to bottom, a cell a column.
    public var rows: [[Cell]]
    /// Where all rows can be read when not all fit: "scorecards.csv".
    public var allRows: String

    /// A table; rows that do not fit are counted in the last one.
    public init(
        text: ChartText, columns: [Column], rows: [[Cell]], allRows: String = "scorecards.csv"
    ) {
        self.text = text
        self.columns = columns
        self.rows = rows
        self.allRows = allRows
    }

    /// The words of the last row when `count` rows do not fit.
    package func moreRows(_ count: Int) -> String {
        "and \(decimalText(Double(count), decimals: 0)) more \(count == 1 ? "row" : "rows"): "
            + "see \(allRows)"
    }

    func cells(_ column: Int) -> [Cell] {
        rows.compactMap { $0.indices.contains(column) ? $0[column] : nil }
    }
}
