import Calendar
import Domain
import Tables

/// What the values of a file tell about how its dates and numbers are written.
///
/// It is collected from all rows before the first is read: a single date such as `25/03/2025`
/// decides its whole column.
struct FormEvidence {
    /// A value and the line on which it stands.
    struct Example {
        var line: Int
        var text: String
    }

    private struct Dates {
        var name: String
        var isKey = false
        var byOrder: [DateOrder: Example] = [:]
        var open: Example?
        var hasTimes = false
        var isAlwaysISO = true
    }

    private var dates: [Int: Dates] = [:]
    private var byStyle: [NumberStyle: Example] = [:]
    private var open: Example?
    private var dollar: Example?
    /// How numbers with marks between thousands are written; nil without any.
    private var groupedForm: String?
    /// The styles of single numbers, for the columns read.
    private let columns: [(position: Int, column: FeedColumn, use: NumberUse)]

    /// Evidence of the columns that a header names.
    init(_ header: Header) {
        columns = header.readColumns.compactMap { source, column in
            guard let position = source.position, column.kind == .day || column.kind == .number
            else { return nil }
            return (position, column, NumberUse(header.feed, column.name))
        }
        for (position, column, _) in columns where column.kind == .day {
            dates[position] = Dates(name: column.name, isKey: column.isKey)
        }
    }

    /// Collects the evidence of all records behind a header. Also tells whether the file names its
    /// own things by Salesforce identifiers.
    ///
    /// - Throws: what the records or the check of their text throw.
    static func collect(
        _ header: Header, _ records: RecordReader, unitsLine: Int?,
        _ check: (RecordReader) throws -> Void
    ) throws -> (FormEvidence, hasSalesforceKeys: Bool) {
        var evidence = FormEvidence(header)
        let key = header.sources.indices.first { header.feed.columns[$0].isKey }
        let keyPosition = key.flatMap { header.sources[$0].position }
        var hasSalesforceKeys = false
        while let record = try records.next() {
            guard record.fault == nil, record.line != unitsLine, header.wants(records.fields)
            else { continue }
            evidence.add(records.fields, line: record.line)
            if !hasSalesforceKeys, let keyPosition, keyPosition < records.fields.count {
                let bytes = FieldBytes(bytes: records.fields[keyPosition]).trimmed
                hasSalesforceKeys =
                    (bytes.count == 15 || bytes.count == 18)
                    && SalesforceID.stem(String(decoding: bytes, as: UTF8.self)) != nil
            }
        }
        try check(records)
        return (evidence, hasSalesforceKeys)
    }

    /// Takes a record.
    mutating func add(_ fields: [UnsafeRawBufferPointer], line: Int) {
        for (position, column, use) in columns where position < fields.count {
            let bytes = FieldBytes(bytes: fields[position]).trimmed
            guard !bytes.isEmpty else { continue }
            if column.kind == .day {
                addDate(bytes, at: position, line)
            } else if FieldBytes(bytes: bytes).isPlainInteger {
                continue
            } else {
                addNumber(bytes, use, line)
            }
        }
    }

    private mutating func addDate(
        _ bytes: UnsafeRawBufferPointer, at position: Int, _ line: Int
    ) {
        if bytes.count == 10, Day(bytes) != nil { return }
        guard var found = dates[position], let date = DateText(bytes) else { return }
        found.isAlwaysISO = found.isAlwaysISO && date.isISO
        found.hasTimes = found.hasTimes || date.millisecondOfDay != nil
        if let order = date.order {
            if found.byOrder[order] == nil { found.byOrder[order] = Self.example(bytes, line) }
        } else if date.isAmbiguous, found.open == nil {
            found.open = Self.example(bytes, line)
        }
        dates[position] = found
    }

    private mutating func addNumber(
        _ bytes: UnsafeRawBufferPointer, _ use: NumberUse, _ line: Int
    ) {
        // Most numbers are digits with a point, and one that decides is enough.
        if byStyle[.decimalPoint] != nil, FieldBytes(bytes: bytes).isPlainDecimal { return }
        guard let number = NumberText(bytes) else { return }
        if groupedForm == nil { groupedForm = number.groupedForm }
        if use == .amount, number.currency == "$", dollar == nil {
            dollar = Self.example(bytes, line)
        }
        switch number.evidence(neverGrouped: use.isNeverGrouped) {
        case .none: break
        case .decides(let style):
            if byStyle[style] == nil { byStyle[style] = Self.example(bytes, line) }
        case .open: if open == nil { open = Self.example(bytes, line) }
        }
    }

    private static func example(_ bytes: UnsafeRawBufferPointer, _ line: Int) -> Example {
        Example(line: line, text: String(decoding: bytes.prefix(40), as: UTF8.self))
    }

    /// Decides how the file is written.
    ///
    /// - Parameters:
    ///   - asked: what a person has said.
    ///   - reportingCurrency: decides what `$` stands for.
    /// - Returns: the forms of the file's values.
    /// - Throws: `FormFault` where the values leave it open, or contradict each other.
    func forms(
        _ asked: ReadingOptions, reportingCurrency: String
    ) throws(FormFault) -> ValueForms {
        var forms = ValueForms()
        forms.timeZone = asked.timeZone
        forms.dollar = Currencies.dollar(reporting: reportingCurrency)
        forms.hasTimesInKey = dates.values.contains { $0.isKey && $0.hasTimes }
        if let style = asked.numbers {
            forms.numbers = style
        } else {
            forms.numbers = try numberStyle()
        }
        if let order = asked.dates {
            forms.dateOrder = order
        } else {
            forms.dateOrders = try dateOrders()
        }
        return forms
    }

    private func numberStyle() throws(FormFault) -> NumberStyle {
        if let point = byStyle[.decimalPoint], let comma = byStyle[.decimalComma] {
            throw FormFault(
                """
                its numbers are written in two styles: \(point.text) on line \(point.line) and \
                \(comma.text) on line \(comma.line); export it with one of them, or say which one \
                counts with --numbers 1,234.56 or --numbers 1.234,56 (rows in the other are then \
                rejected)
                """)
        }
        if let decided = byStyle.keys.first { return decided }
        guard let open else { return .decimalPoint }
        throw FormFault(
            """
            nothing tells whether the mark in \(open.text) on line \(open.line) parts thousands or \
            decimals: say --numbers 1,234.56 or --numbers 1.234,56
            """)
    }

    private func dateOrders() throws(FormFault) -> [Int: DateOrder] {
        var orders: [Int: DateOrder] = [:]
        for (position, found) in dates {
            if let day = found.byOrder[.dayFirst], let month = found.byOrder[.monthFirst] {
                throw FormFault(
                    """
                    the column '\(found.name)' has dates in both orders: \(day.text) on line \
                    \(day.line) and \(month.text) on line \(month.line); export it with one order, \
                    or say which one counts with --dates dmy or --dates mdy (rows in the other are \
                    then rejected)
                    """)
            }
            orders[position] = found.byOrder.keys.first
        }
        let decided = Set(orders.values)
        for (position, found) in dates.sorted(by: { $0.key < $1.key }) {
            guard orders[position] == nil, let open = found.open else { continue }
            guard decided.count == 1 else {
                throw FormFault(
                    """
                    nothing tells whether \(open.text) in the column '\(found.name)' on line \
                    \(open.line) begins with the day or the month: say --dates dmy or --dates mdy
                    """)
            }
            orders[position] = decided.first
        }
        return orders
    }

    /// The first amount with `$`, which no currency column explains.
    var dollarExample: Example? { dollar }

    /// What was found, in words, where it is not what the program itself would write.
    func words(_ forms: ValueForms) -> [String] {
        var words: [String] = []
        let orders = Set(dates.keys.compactMap { forms.order($0) })
        if dates.values.contains(where: { !$0.byOrder.isEmpty || $0.open != nil }) {
            for order in orders.sorted(by: { $0.rawValue < $1.rawValue }) {
                words.append(
                    order == .dayFirst ? "dates with the day first" : "dates with the month first")
            }
        } else if dates.values.contains(where: { !$0.isAlwaysISO }) {
            words.append("dates in another form than YYYY-MM-DD")
        }
        if dates.values.contains(where: \.hasTimes) {
            words.append("dates with times, in \(forms.timeZone ?? "UTC")")
        }
        let hasMarks = !byStyle.isEmpty || open != nil
        if let groupedForm, forms.numbers == .decimalPoint, groupedForm != "1.234,56" {
            words.append("numbers as \(groupedForm)")
        } else if hasMarks, forms.numbers == .decimalComma || open != nil {
            words.append("numbers as \(forms.numbers.rawValue)")
        } else if let groupedForm {
            words.append("numbers as \(groupedForm)")
        }
        return words
    }
}

/// Why a file is refused: its values leave open how they are written.
struct FormFault: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

extension FieldBytes {
    /// Whether the field is digits with one point.
    fileprivate var isPlainDecimal: Bool {
        var points = 0
        for byte in bytes where byte < 48 || byte > 57 {
            guard byte == UInt8(ascii: ".") else { return false }
            points += 1
        }
        return points == 1
    }

    /// Whether the field is nothing but digits.
    fileprivate var isPlainInteger: Bool { bytes.allSatisfy { $0 >= 48 && $0 <= 57 } }
}
