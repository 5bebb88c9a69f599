import Glibc

/// The numbers of a chart, as a sheet of its workbook.
struct ChartData {
    /// The sheet's name, which needs no quotation in references.
    static let sheetName = "Data"

    private(set) var columns: [DataColumn] = []

    /// Adds a column of texts.
    mutating func add(_ title: String, texts: [String]) -> DataColumn {
        append(DataColumn(index: columns.count, title: title, values: .texts(texts)))
    }

    /// Adds a column of numbers; nil and what is not finite leave a cell empty.
    mutating func add(_ title: String, _ numbers: [Double?], _ format: CellFormat) -> DataColumn {
        let finite = numbers.map { $0.flatMap { $0.isFinite ? $0 : nil } }
        return append(
            DataColumn(index: columns.count, title: title, values: .numbers(finite, format)))
    }

    private mutating func append(_ column: DataColumn) -> DataColumn {
        columns.append(column)
        return column
    }

    /// The workbook that the chart carries.
    ///
    /// - Throws: `OfficeError`.
    func workbook() throws(OfficeError) -> [UInt8] {
        let count = columns.map(\.count).max() ?? 0
        var rows = [[Cell]](
            repeating: [Cell](repeating: .empty, count: columns.count), count: count)
        for column in columns {
            switch column.values {
            case .texts(let texts):
                for (row, text) in texts.enumerated() { rows[row][column.index] = .text(text) }
            case .numbers(let numbers, _):
                for (row, number) in numbers.enumerated() {
                    if let number { rows[row][column.index] = .number(number) }
                }
            }
        }
        let heads = columns.map { Column($0.title, format: $0.format) }
        return try Workbook(
            title: "", sheets: [Sheet(name: Self.sheetName, columns: heads, rows: rows)]
        ).xlsx()
    }
}

/// A column of a chart's workbook.
struct DataColumn: Equatable {
    let index: Int
    let title: String
    let values: Values

    /// What is in the cells below the title.
    enum Values: Equatable {
        case texts([String])
        case numbers([Double?], CellFormat)
    }

    /// How many cells there are.
    var count: Int {
        switch values {
        case .texts(let texts): texts.count
        case .numbers(let numbers, _): numbers.count
        }
    }

    /// The format of the cells.
    var format: CellFormat {
        guard case .numbers(_, let format) = values else { return .text }
        return format
    }

    /// The cells, as a formula names them: `Data!$B$2:$B$13`.
    var reference: String {
        "\(ChartData.sheetName)!$\(letters)$2:$\(letters)$\(count + 1)"
    }

    /// The cell of the title.
    var titleReference: String { "\(ChartData.sheetName)!$\(letters)$1" }

    /// The column's letters: A to Z, then AA.
    private var letters: String {
        var letters = ""
        var rest = index + 1
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }
}

extension XMLWriter {
    /// The reference to a column's title, with the title.
    mutating func titleReference(_ column: DataColumn) {
        element("c:tx") { xml in
            xml.element("c:strRef") { xml in
                xml.element("c:f", text: column.titleReference)
                xml.element("c:strCache") { xml in xml.cache([column.title]) }
            }
        }
    }

    /// The reference to a column's cells, with what is in them; `name` is `c:cat`, `c:val`, ….
    mutating func cells(_ name: String, _ column: DataColumn) {
        element(name) { xml in
            switch column.values {
            case .texts(let texts):
                xml.element("c:strRef") { xml in
                    xml.element("c:f", text: column.reference)
                    xml.element("c:strCache") { xml in xml.cache(texts) }
                }
            case .numbers(let numbers, let format):
                xml.element("c:numRef") { xml in
                    xml.element("c:f", text: column.reference)
                    xml.element("c:numCache") { xml in
                        xml.element("c:formatCode", text: format.code)
                        xml.cache(numbers.map { $0.map(numberText) })
                    }
                }
            }
        }
    }

    /// The values that were in cells when the chart was made.
    mutating func cache(_ values: [String?]) {
        value("c:ptCount", values.count)
        for (index, value) in values.enumerated() {
            guard let value else { continue }
            element("c:pt", ["idx": String(index)]) { xml in xml.element("c:v", text: value) }
        }
    }
}

/// A number as libxlsxwriter writes it into a cell, so that a chart and its workbook agree to the
/// last digit.
func numberText(_ value: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
        guard let start = buffer.baseAddress else { return "" }
        // Minus zero would be written with its sign.
        _ = withVaList([value == 0 ? 0.0 : value]) { vsnprintf(start, buffer.count, "%.16G", $0) }
        return String(cString: start)
    }
}
