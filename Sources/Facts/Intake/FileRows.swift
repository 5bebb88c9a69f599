import Calendar
import Formats
import Concurrency
import Tables
import Domain

/// Imports the rows of one file into a store.
struct FileRows {
    let file: FeedFile
    let header: Header
    /// The offset of the first row in bytes. `firstLine` is its line.
    let start: Int
    let firstLine: Int
    let scratchFolder: String
    let progress: @Sendable (ImportFeeds.Progress) -> Void

    /// Writes the rows of any feed except health. Returns the rejected rows.
    func takeFacts(_ writer: any FactWriter) throws -> [RejectList] {
        var accounts = try writer.accountKeys()
        if file.feed == .accounts { try addAccountsOfFile(to: &accounts) }
        let known = AccountTable(accounts)
        let csms = try writer.knownCSMs()
        let rejects = RejectList(
            file: file.name, scratch: try FileDescriptor.scratch(in: scratchFolder))
        let rows = CheckedRows(
            self, RowReader(header: header, accounts: known, csms: csms),
            isReadTwice: canConflict)
        let conflicts = try conflictingKeys(writer, known: known, rows)
        try rows.forEach { line, row in
            switch row {
            case .failure(let thrown): try rejects.add(line: line, thrown.fault)
            case .success(let row):
                if !conflicts.isEmpty, span(row, known) != nil, conflicts.contains(spanKey(row)) {
                    try rejects.add(line: line, conflict(row))
                } else {
                    try writer.write(row)
                }
            }
        }
        return [rejects]
    }

    /// Adds the accounts of this file, since an account may name a parent that comes later in the
    /// file.
    private func addAccountsOfFile(to accounts: inout [(id: AccountID, key: Int32)]) throws {
        let reader = RecordReader(file.content, range: start..<file.size)
        while try reader.next() != nil {
            guard reader.fields.count == header.width, let position = header.sources[0].position,
                let id = FieldBytes(bytes: reader.fields[position]).text
            else { continue }
            accounts.append((AccountID(id), 0))
        }
    }

    // MARK: Rows that exclude each other

    private var canConflict: Bool { file.feed == .assignments || file.feed == .renewals }

    /// The natural keys of the rows that conflict with other rows of the same account.
    private func conflictingKeys(
        _ writer: any FactWriter, known: AccountTable, _ rows: CheckedRows
    ) throws -> Set<SpanConflicts.Key> {
        guard canConflict else { return [] }
        var conflicts = SpanConflicts()
        try writer.forEachRow(of: file.feed) { row in
            if let span = span(row, known) { conflicts.addKnown(span) }
        }
        try rows.forEach { _, row in
            if case .success(let row) = row, let span = span(row, known) {
                conflicts.addIncoming(span)
            }
        }
        return conflicts.rejectedKeys()
    }

    /// The fault to report for a row that conflicts with another row.
    private func conflict(_ row: FeedRow) -> Fault {
        guard file.feed == .assignments else {
            return Fault(
                header.sources[0].name, row.values[0].text ?? "",
                "another renewal of the account falls due on that day")
        }
        return Fault(
            header.sources[2].name, row.values[2].day?.description ?? "",
            "overlaps another assignment of the account")
    }

    /// The natural key of an assignment or a renewal as one string.
    private func spanKey(_ row: FeedRow) -> SpanConflicts.Key {
        guard file.feed == .assignments, let start = row.values[2].day else {
            return .init(row.values[0].text ?? "")
        }
        return .init("\(start.number) \(row.values[0].text ?? "")")
    }

    private func span(_ row: FeedRow, _ known: AccountTable) -> SpanConflicts.Span? {
        let isAssignment = file.feed == .assignments
        // Only owners exclude each other.
        if isAssignment, row.values[4].text != "" { return nil }
        guard let id = row.values[isAssignment ? 0 : 1].text,
            let account = known.key(of: AccountID(id)),
            let start = row.values[2].day?.number
        else { return nil }
        let end = isAssignment ? row.values[3].day?.number ?? .max : start + 1
        return .init(key: spanKey(row), account: account, start: start, end: end)
    }

    // MARK: Health

    /// Reads the health rows on two cores and writes them month by month. Returns the rejected
    /// rows. `onScanned` is called once both cores have finished reading the file.
    func takeHealth(
        _ writer: any FactWriter, onScanned: () -> Void
    ) throws -> [RejectList] {
        let accounts = AccountTable(try writer.accountKeys())
        let scanners = try scan(accounts)
        onScanned()
        let keys = Set(scanners.flatMap(\.buckets.keys)).sorted()
        let names = header.components.map(\.name)
        let versions = ModelVersions(scanners.map(\.modelVersions))
        let prepare = try writer.healthPreparation(
            componentNames: names, modelVersions: versions.names)
        func batch(_ index: Int) -> Prefetched<HealthBatch> {
            let scanners = UncheckedSendable(scanners)
            return Prefetched {
                var batch = try HealthBatch(
                    keys[index], from: scanners.value.map(\.buckets), componentNames: names,
                    modelVersions: versions)
                prepare(&batch)
                return batch
            }
        }
        // Sort and pack the next bucket while this one is written.
        var next = keys.isEmpty ? nil : batch(0)
        for index in keys.indices {
            let current = next
            next = index + 1 < keys.count ? batch(index + 1) : nil
            if let current { try writer.write(try current.value()) }
        }
        return scanners.map(\.rejects)
    }

    private func scanner(
        _ range: Range<Int>, _ accounts: AccountTable,
        line: @escaping HealthScanner.LineOfStart
    ) throws -> HealthScanner {
        HealthScanner(
            file: file.content, range: range, line: line,
            rowReader: RowReader(header: header, accounts: accounts, csms: []),
            accounts: accounts, scratch: try FileDescriptor.scratch(in: scratchFolder),
            rejects: RejectList(
                file: file.name, scratch: try FileDescriptor.scratch(in: scratchFolder)))
    }

    /// Scans the file in two halves. Only the end of the first half shows whether the second half
    /// began at a record. If a quoted line break lies at the seam, the rest of the file is scanned
    /// again.
    private func scan(_ accounts: AccountTable) throws -> [HealthScanner] {
        let size = file.size
        let seam = try lineStart(behind: start + (size - start) / 2)
        guard size - start > 1 << 20, seam < size else {
            let whole = try scanner(start..<size, accounts) { firstLine }
            try whole.scan { report($0, size) }
            return [whole]
        }
        let first = try scanner(start..<seam, accounts) { firstLine }
        let second = try scanner(seam..<size, accounts) {
            try firstLine + lineCount(start..<seam)
        }
        let halves = UncheckedSendable([first, second])
        _ = try mapInParallel([0, 1]) { half in
            try halves.value[half].scan { offset in
                if half == 0 { report((offset - start) * 2, size) }
            }
        }
        if first.endOffset == seam { return [first, second] }
        let rest = try scanner(first.endOffset..<size, accounts) { firstLine + first.lines }
        try rest.scan { report($0, size) }
        return [first, rest]
    }

    private func report(_ done: Int, _ total: Int) {
        progress(.init(file: file.name, done: min(done, total), total: total))
    }

    /// The offset just after the first newline at or after `offset`; the end of the file if there
    /// is none.
    private func lineStart(behind offset: Int) throws -> Int {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var at = offset
        while true {
            let count = try file.content.read(into: &piece, at: at)
            if count == 0 { return at }
            if let index = piece[..<count].firstIndex(of: newline) { return at + index + 1 }
            at += count
        }
    }

    private func lineCount(_ range: Range<Int>) throws -> Int {
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var count = 0
        var at = range.lowerBound
        while at < range.upperBound {
            let read = min(
                try file.content.read(into: &piece, at: at), range.upperBound - at)
            guard read > 0 else { break }
            piece.withUnsafeBufferPointer { bytes in
                for byte in bytes[..<read] where byte == newline { count += 1 }
            }
            at += read
        }
        return count
    }
}
