import Calendar
import Formats
import Domain

/// Turns the records of a file into checked rows.
struct RowReader {
    let header: Header
    private let columns: [FeedColumn]
    private let rules: RowRules
    private let accounts: AccountTable
    private let csms: Set<CSMID>

    init(header: Header, accounts: AccountTable, csms: Set<CSMID>) {
        self.header = header
        self.accounts = accounts
        self.csms = csms
        columns = header.feed.columns
        rules = RowRules(feed: header.feed)
    }

    /// Checks the fields and returns the row, or the first rule that they break.
    func row(_ fields: [UnsafeRawBufferPointer]) -> Result<FeedRow, Fault.Thrown> {
        if let fault = widthFault(fields) { return .failure(.init(fault)) }
        var row = FeedRow([])
        row.values.reserveCapacity(columns.count)
        for (column, source) in zip(columns, header.sources) {
            switch value(of: source, in: column, fields) {
            case .success(let value): row.values.append(value)
            case .failure(let thrown): return .failure(thrown)
            }
        }
        if let (column, reason) = rules.fault(in: &row) {
            return .failure(.init(fault(column, fields, reason)))
        }
        if header.feed == .targets, row.values[0].text == Target.Scope.csm.rawValue,
            let id = row.values[1].text, !csms.contains(CSMID(id))
        {
            return .failure(.init(fault("scope_id", fields, "names a CSM that no feed has named")))
        }
        return .success(row)
    }

    /// The fault if the record and the header have different numbers of fields; nil otherwise.
    func widthFault(_ fields: [UnsafeRawBufferPointer]) -> Fault? {
        guard fields.count != header.width else { return nil }
        return Fault(row: "the row has \(fields.count) fields, the header \(header.width)")
    }

    /// Reads and checks the value of one field.
    func value(
        of source: FieldSource, in column: FeedColumn, _ fields: [UnsafeRawBufferPointer]
    ) -> Result<FeedValue, Fault.Thrown> {
        func failure(_ reason: String) -> Result<FeedValue, Fault.Thrown> {
            .failure(.init(Fault(source.name, written(source, fields), reason)))
        }
        let result: Result<FeedValue, FieldRule.Reason>
        switch source.translated(fields) {
        case .bytes(let bytes): result = FieldRule.value(of: bytes, in: column)
        case .text(var text):
            result = text.withUTF8 {
                FieldRule.value(of: UnsafeRawBufferPointer($0), in: column)
            }
        case .unknownWord(let known): return failure("the mapping knows only \(known)")
        }
        switch result {
        case .failure(let reason): return failure(reason.text)
        case .success(let value):
            guard let text = value.text else { return .success(value) }
            if column.kind == .account, accounts.key(of: AccountID(text)) == nil {
                return failure("names an account that no feed has named")
            }
            if column.kind == .csm, !csms.contains(CSMID(text)) {
                return failure("names a CSM that no feed has named")
            }
            return .success(value)
        }
    }

    /// A fault in the column with this feed name. It shows the field as it is written in the file.
    func fault(_ column: String, _ fields: [UnsafeRawBufferPointer], _ reason: String) -> Fault {
        guard let position = columns.firstIndex(where: { $0.name == column }) else {
            return Fault(column, "", reason)
        }
        let source = header.sources[position]
        return Fault(source.name, written(source, fields), reason)
    }

    /// A field as it is written in the file, cut to 200 bytes. Empty if the file lacks the column.
    func written(_ source: FieldSource, _ fields: [UnsafeRawBufferPointer]) -> String {
        source.position.map { String(decoding: fields[$0].prefix(200), as: UTF8.self) } ?? ""
    }
}

extension Fault {
    /// Wraps a fault as an error, for use in `Result`.
    struct Thrown: Error {
        let fault: Fault

        init(_ fault: Fault) { self.fault = fault }
    }
}
