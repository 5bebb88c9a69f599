import Calendar
import Domain
import Formats
import Tables

/// A row that keeps every rule that concerns it alone.
struct CheckedRow {
    var row: FeedRow
    /// The millisecond of the day of its key's date, where that has a time.
    var millisecond: Int?
}

/// Turns the records of a file into checked rows.
struct RowReader {
    let header: Header
    let reading: FieldReading
    private let columns: [FeedColumn]
    private let uses: [NumberUse]
    private let rules: RowRules
    private let references: References
    /// The position of the column `currency`; nil for feeds without one.
    private let currencyColumn: Int?

    init(header: Header, forms: ValueForms, references: References, importDay: Day) {
        self.header = header
        self.references = references
        reading = FieldReading(forms)
        columns = header.feed.columns
        uses = columns.map { NumberUse(header.feed, $0.name) }
        rules = RowRules(feed: header.feed, importDay: importDay)
        currencyColumn = columns.firstIndex { $0.name == "currency" }
    }

    /// Checks the fields and returns the row, or the first rule that they break.
    func row(_ fields: [UnsafeRawBufferPointer]) -> Result<CheckedRow, Fault.Thrown> {
        if let fault = widthFault(fields) { return .failure(.init(fault)) }
        var checked = CheckedRow(row: FeedRow([]))
        checked.row.values.reserveCapacity(columns.count)
        var unknown: Fault?
        var numbers: [(column: Int, number: MarkedNumber)] = []
        for index in columns.indices {
            switch value(at: index, fields) {
            case .failure(let thrown): return .failure(thrown)
            case .success(let value):
                let column = columns[index]
                if column.isKey, let time = value.millisecond { checked.millisecond = time }
                if let number = value.number, number.currency != nil || number.isPercent {
                    numbers.append((index, number))
                }
                var kept = value.value
                if let text = kept.text {
                    if let reason = references.resolve(&kept, text, column, reading.notes) {
                        unknown = unknown ?? fault(at: index, fields, reason)
                    }
                }
                checked.row.values.append(kept)
            }
        }
        var broken = settleSigns(numbers, &checked.row)
        if broken == nil { broken = rules.fault(in: &checked.row) }
        if let (column, reason) = broken {
            return .failure(.init(fault(column, fields, reason)))
        }
        if header.feed == .targets, checked.row.values[0].text == Target.Scope.csm.rawValue,
            let id = checked.row.values[1].text, !references.knows(csm: id)
        {
            unknown = fault("scope_id", fields, "names a CSM that no feed has named")
        }
        guard var waiting = unknown else { return .success(checked) }
        waiting.waiting = checked
        return .failure(.init(waiting))
    }

    // MARK: Signs beside numbers

    /// Gives amounts the currency that stands beside them, and turns percentages into rates.
    private func settleSigns(
        _ numbers: [(column: Int, number: MarkedNumber)], _ row: inout FeedRow
    ) -> (column: String, reason: String)? {
        if let currencyColumn, let text = row.values[currencyColumn].text {
            guard let currency = Self.currency(text, reading.forms.dollar) else {
                return ("currency", "must be a currency code such as USD")
            }
            row.values[currencyColumn] = .text(currency)
        }
        for (column, number) in numbers {
            let name = columns[column].name
            if let sign = number.currency,
                let reason = settle(sign, uses[column], currencyColumn, &row)
            {
                return (name, reason)
            }
            guard number.isPercent else { continue }
            switch uses[column] {
            case .score: break
            case .measure: row.values[column] = .number(number.value / 100)
            case .yardstick:
                guard let metric = rules.metric(of: row), !rules.isAmount(metric) else {
                    return (name, "has a percent sign, but its metric is no rate")
                }
                if rules.isRate(metric) { row.values[column] = .number(number.value / 100) }
            case .amount, .exchangeRate: return (name, "must not have a percent sign")
            }
        }
        return nil
    }

    private func settle(
        _ sign: String, _ use: NumberUse, _ currencyColumn: Int?, _ row: inout FeedRow
    ) -> String? {
        guard use == .amount || use == .yardstick else {
            return "must not have a currency beside it"
        }
        guard let mark = Currencies.mark(sign) else {
            return "has '\(sign.prefix(20))' beside the digits, which is no currency"
        }
        let own = currencyColumn.flatMap { row.values[$0].text }
        let code: String
        switch mark {
        case .code(let found): code = found
        case .dollar:
            if let dollar = reading.forms.dollar {
                code = dollar
            } else if let own, Currencies.isDollar(own) {
                return nil
            } else {
                return "has '$', and the row does not say which dollar: fill in its currency"
            }
        }
        reading.notes.currencyMarks += 1
        guard let currencyColumn else { return nil }
        guard own == nil || own == code else {
            return "is in \(code) by its sign, and in \(own ?? "") by the column 'currency'"
        }
        row.values[currencyColumn] = .text(code)
        return nil
    }

    /// The code of a currency column: a code in any case, or a sign.
    private static func currency(_ text: String, _ dollar: String?) -> String? {
        switch Currencies.mark(text) {
        case .code(let code): return code
        case .dollar: return dollar
        case nil: break
        }
        // Codes that we do not know, such as those of test data, stay as they are.
        return text.utf8.count <= 10 ? text.uppercased() : nil
    }

    // MARK: Fields

    /// The fault if the record has fewer fields than columns with a name, or more fields with
    /// content than the header; nil otherwise.
    func widthFault(_ fields: [UnsafeRawBufferPointer]) -> Fault? {
        if fields.count == header.fieldCount { return nil }
        if fields.count >= header.width,
            fields.dropFirst(header.fieldCount).allSatisfy({ reading.content($0).isEmpty })
        {
            return nil
        }
        return Fault(row: "the row has \(fields.count) fields, the header \(header.fieldCount)")
    }

    /// Whether all fields are blank: a row of a spreadsheet that holds nothing.
    static func isBlank(_ fields: [UnsafeRawBufferPointer]) -> Bool {
        fields.allSatisfy { FieldBytes(bytes: $0).trimmed.isEmpty }
    }

    private func value(
        at index: Int, _ fields: [UnsafeRawBufferPointer]
    ) -> Result<FieldRule.Value, Fault.Thrown> {
        value(of: header.sources[index], in: columns[index], uses[index], fields)
    }

    /// Reads and checks the value of one field. References are not looked up.
    func value(
        of source: FieldSource, in column: FeedColumn, _ use: NumberUse,
        _ fields: [UnsafeRawBufferPointer]
    ) -> Result<FieldRule.Value, Fault.Thrown> {
        let result: Result<FieldRule.Value, FieldRule.Reason>
        switch source.translated(fields, reading, use) {
        case .bytes(let bytes):
            result = FieldRule.value(
                of: bytes, in: column, at: source.position, use: use, reading)
        case .text(var text):
            result = text.withUTF8 {
                FieldRule.value(
                    of: UnsafeRawBufferPointer($0), in: column, at: nil, use: use, Self.own)
            }
        case .unknownWord(let known):
            return .failure(
                .init(
                    Fault(
                        source.name, written(source, fields), "the mapping knows only \(known)")))
        }
        switch result {
        case .failure(let reason):
            return .failure(.init(Fault(source.name, written(source, fields), reason.text)))
        case .success(var value):
            if case .day(let day) = value.value, rules.isOpenEnd(day, column) {
                value.value = .none
            }
            return .success(value)
        }
    }

    /// Reads what a mapping says, which is in the program's own form. It changes nothing of its own
    /// for such values, so threads can share it.
    private static nonisolated(unsafe) let own = FieldReading(.plain)

    // MARK: Keys and faults

    /// The natural key of a record, whatever else is wrong with it; nil if a part of it cannot be
    /// read.
    func key(_ fields: [UnsafeRawBufferPointer]) -> [FeedValue]? {
        guard widthFault(fields) == nil else { return nil }
        var row = FeedRow(Array(repeating: .none, count: columns.count))
        // The key of an assignment derives from its CSM too.
        for index in columns.indices
        where columns[index].isKey
            || header.feed == .assignments && columns[index].name == "csm_id"
        {
            guard case .success(let value) = value(at: index, fields) else {
                guard columns[index].isKey else { continue }
                return nil
            }
            row.values[index] = value.value
            if let text = value.value.text {
                _ = references.resolve(&row.values[index], text, columns[index], reading.notes)
            }
        }
        rules.normaliseKey(of: &row)
        return header.feed.key(of: row)
    }

    /// A fault in the column with this feed name. It shows the field as it is written in the file.
    func fault(_ column: String, _ fields: [UnsafeRawBufferPointer], _ reason: String) -> Fault {
        guard let index = columns.firstIndex(where: { $0.name == column }) else {
            return Fault(column, "", reason)
        }
        return fault(at: index, fields, reason)
    }

    private func fault(
        at index: Int, _ fields: [UnsafeRawBufferPointer], _ reason: String
    ) -> Fault {
        let source = header.sources[index]
        return Fault(source.name, written(source, fields), reason)
    }

    /// A field as it is written in the file, cut to 200 bytes. Empty if the file lacks the column.
    func written(_ source: FieldSource, _ fields: [UnsafeRawBufferPointer]) -> String {
        guard let position = source.position, position < fields.count else { return "" }
        return String(decoding: fields[position].prefix(200), as: UTF8.self)
    }
}

extension Fault {
    /// Wraps a fault as an error, for use in `Result`.
    struct Thrown: Error {
        let fault: Fault

        init(_ fault: Fault) { self.fault = fault }
    }
}
