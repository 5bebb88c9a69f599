import Formats
import Office

/// A column of a sheet, with what stands in it for each row.
struct WorkbookField<Row> {
    let column: Column
    /// Whether the column stays if it is empty in all rows.
    let isKept: Bool
    let cell: (Row) -> Cell

    /// A column.
    ///
    /// - Parameters:
    ///   - title: the header.
    ///   - note: the definition.
    ///   - format: how numbers are shown.
    ///   - isKept: whether the column stays if it is empty in all rows.
    ///   - cell: what stands in a row.
    init(
        _ title: String, note: String? = nil, _ format: CellFormat = .text, isKept: Bool = false,
        _ cell: @escaping (Row) -> Cell
    ) {
        column = Column(title, note: note, format: format)
        self.isKept = isKept
        self.cell = cell
    }
}

extension Sheet {
    /// The sheet of some rows, without columns that are empty in all of them.
    ///
    /// - Returns: nil without rows.
    init?<Row>(_ name: String, of rows: [Row], _ fields: [WorkbookField<Row>]) {
        guard !rows.isEmpty else { return nil }
        let all = rows.map { row in fields.map { $0.cell(row) } }
        let shown = fields.indices.filter { index in
            fields[index].isKept || all.contains { $0[index] != .empty }
        }
        self.init(
            name: name, columns: shown.map { fields[$0].column },
            rows: all.map { cells in shown.map { cells[$0] } })
    }
}

extension Cell {
    /// The number, or nothing for nil.
    static func optional(_ value: Double?) -> Cell { value.map(Cell.number) ?? .empty }

    /// The text, or nothing for nil.
    static func optional(_ text: String?) -> Cell { text.map(Cell.text) ?? .empty }

    /// A whole number.
    static func count(_ value: Int) -> Cell { .number(Double(value)) }
}
