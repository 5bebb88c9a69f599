import Calendar
import Concurrency
import Domain
import Formats
import Tables

/// Imports the rows of one health file: reads them on two cores, and writes them month by month.
struct HealthRows {
    private var rows: FileRows
    private let writer: any FactWriter
    /// The accounts that stand.
    private let accounts: AccountTable
    /// All accounts, the withdrawn ones too.
    private let allAccounts: AccountTable
    private let withdrawn: Set<AccountID>

    /// What was found about the rows that a writer got, for a complete file: the days of each
    /// account, a bit each, by month.
    private typealias Days = [Month: [Int32: UInt32]]

    init(_ rows: FileRows, _ writer: any FactWriter) throws {
        self.rows = rows
        self.writer = writer
        let keys = try writer.accountKeys()
        let withdrawn = try writer.withdrawnAccounts()
        self.withdrawn = withdrawn
        allAccounts = AccountTable(keys)
        accounts =
            withdrawn.isEmpty
            ? allAccounts : AccountTable(keys.filter { !withdrawn.contains($0.id) })
    }

    /// Writes the rows.
    ///
    /// - Parameter onScanned: called once both cores have finished reading the file.
    /// - Returns: what became of the rows.
    /// - Throws: `IntakeError` if the file is refused as a whole, or what the store throws.
    mutating func write(onScanned: () -> Void) throws -> TakenRows {
        var taken = TakenRows()
        let scanners: [HealthScanner]
        do {
            scanners = try scan()
        } catch is FormsNeeded {
            // The file is not written as the program itself would: look at all of it, then read it.
            let (evidence, _) = try rows.evidence()
            rows.forms = try rows.forms(from: evidence)
            taken.form = evidence.words(rows.forms)
            scanners = try scan()
        }
        onScanned()
        var repeats = HealthRepeats()
        var days: Days = [:]
        try write(scanners, &repeats, &days)
        taken.rejects = scanners.map(\.rejects)
        for scanner in scanners {
            taken.notes.add(scanner.notes)
            let largest = [taken.notes.largestScore, scanner.largestScore].compactMap { $0 }
            taken.notes.largestScore = largest.max()
        }
        taken.notes.earlierReadings = repeats.earlierReadings
        if !repeats.contradicted.isEmpty {
            taken.rejects.append(try contradictions(repeats.contradicted))
        }
        if rows.reading.isComplete { try withdrawMissing(taken.rejects, &days) }
        return taken
    }

    private func write(
        _ scanners: [HealthScanner], _ repeats: inout HealthRepeats, _ days: inout Days
    ) throws {
        let keys = Set(scanners.flatMap(\.buckets.keys)).sorted()
        let names = rows.header.components.map(\.name)
        let versions = ModelVersions(scanners.map(\.modelVersions))
        let prepare = try writer.healthPreparation(
            componentNames: names, modelVersions: versions.names)
        func batch(_ index: Int) -> Prefetched<(HealthBatch, HealthRepeats)> {
            let scanners = UncheckedSendable(scanners)
            return Prefetched {
                var (batch, repeats) = try HealthBatch.sorted(
                    keys[index], from: scanners.value.map(\.buckets), componentNames: names,
                    modelVersions: versions)
                prepare(&batch)
                return (batch, repeats)
            }
        }
        // Sort and pack the next buckets while this one is written.
        let ahead = 2
        var coming = keys.indices.prefix(ahead).map(batch)
        for index in keys.indices {
            let current = coming.removeFirst()
            if index + ahead < keys.count { coming.append(batch(index + ahead)) }
            let (batch, found) = try current.value()
            try writer.write(batch)
            repeats.add(found)
            guard rows.reading.isComplete else { continue }
            for (account, day) in zip(batch.account, batch.day) {
                days[batch.month, default: [:]][account, default: 0] |= 1 << UInt32(day)
            }
        }
    }

    // MARK: Reading

    private func rowReader() -> RowReader {
        RowReader(
            header: rows.header, forms: rows.forms,
            references: References(feed: .health, accounts: accounts, csms: []),
            importDay: rows.importDay)
    }

    private func scanner(
        _ range: Range<Int>, line: @escaping HealthScanner.LineOfStart
    ) throws -> HealthScanner {
        HealthScanner(
            rows, range: range, line: line, rowReader: rowReader(), accounts: accounts,
            scratch: try FileDescriptor.scratch(in: rows.options.scratchFolder),
            rejects: try rows.rejectList())
    }

    /// Scans the file in two halves. Only the end of the first half shows whether the second half
    /// began at a record. If a quoted line break lies at the seam, the rest of the file is scanned
    /// again.
    private func scan() throws -> [HealthScanner] {
        // The scanners outlive this call on other threads, and must not keep the writer alive there.
        let rows = self.rows
        let (start, size) = (rows.start, rows.file.table.size)
        let (progress, name) = (rows.progress, rows.file.name)
        @Sendable func report(_ done: Int) {
            progress(.init(file: name, done: min(done, size), total: size))
        }
        let seam = try rows.file.table.content.lineStart(behind: start + (size - start) / 2)
        guard size - start > 1 << 20, seam < size, !rows.file.table.hasBreaksInFields else {
            let whole = try scanner(start..<size) { rows.firstLine }
            try whole.scan { report($0) }
            return [whole]
        }
        let first = try scanner(start..<seam) { rows.firstLine }
        let second = try scanner(seam..<size) {
            try rows.firstLine + rows.file.table.content.lineCount(start..<seam)
        }
        let halves = UncheckedSendable([first, second])
        _ = try mapInParallel([0, 1]) { half in
            try halves.value[half].scan { offset in
                if half == 0 { report((offset - start) * 2) }
            }
        }
        if first.endOffset == seam { return [first, second] }
        let rest = try scanner(first.endOffset..<size) { rows.firstLine + first.lines }
        try rest.scan { report($0) }
        return [first, rest]
    }

    // MARK: Rows that contradict each other

    /// Reads the file once more for the lines of the rows that contradict each other.
    private func contradictions(_ cells: Set<HealthRepeats.Cell>) throws -> RejectList {
        let reader = rowReader()
        let records = rows.records()
        let components = rows.header.components
        var repeats = RepeatedRows(feed: .health)
        var found: [Int: FeedRow] = [:]
        while let record = try records.next() {
            guard record.fault == nil, record.line != rows.unitsLine,
                rows.header.wants(records.fields),
                case .success(var checked) = reader.row(records.fields),
                let account = checked.row.values[0].text.flatMap({ accounts.key(of: AccountID($0)) }
                ),
                let day = checked.row.values[1].day,
                cells.contains(.init(account: account, day: day))
            else { continue }
            for component in components {
                let value = reader.value(
                    of: component.source, in: .component(component.name), .score, records.fields)
                guard case .success(let value) = value else { continue }
                checked.row.values.append(value.value)
            }
            repeats.add(checked, line: record.line)
            found[record.line] = checked.row
        }
        let rejects = try rows.rejectList()
        let names = rows.header.sources.map(\.name) + components.map(\.source.name)
        for case (let line, .contradicted(let other)) in repeats.fates().sorted(by: {
            $0.key < $1.key
        }) {
            guard let mine = found[line], let theirs = found[other] else { continue }
            let index =
                mine.values.indices.first {
                    !theirs.values.indices.contains($0) || mine.values[$0] != theirs.values[$0]
                } ?? 2
            let key = Feed.health.key(of: mine)
            let fault = Fault(
                names[index], mine.values[index], contradictedBy: theirs.values[index],
                onLine: other, key: Feed.health.text(ofKey: key), remedy: "correct one")
            try rejects.add(line: line, fault, key: key)
        }
        return rejects
    }

    // MARK: Everything there is

    /// Withdraws the days of the ledger within the file's span that the file lacks.
    private func withdrawMissing(_ rejects: [RejectList], _ days: inout Days) throws {
        var rejectedNow: Set<String> = []
        for list in rejects {
            try list.forEach { row in
                if let key = row.key { rejectedNow.insert(key) }
                guard let key = row.key, let parts = Feed.health.key(ofText: key),
                    let account = parts[0].text, let day = parts[1].day
                else {
                    throw rows.unusable(
                        "the key of the row on line \(row.line) cannot be read, so nobody can tell "
                            + "which rows are missing: correct it, or leave --complete out")
                }
                guard let account = allAccounts.key(of: AccountID(account)) else { return }
                let bit: UInt32 = 1 << UInt32(day.civil.day)
                days[day.month, default: [:]][account, default: 0] |= bit
            }
        }
        let all = days.flatMap { month, accounts in
            let bits = accounts.values.reduce(0, |)
            guard bits != 0 else { return [Day]() }
            return [
                month.firstDay + (bits.trailingZeroBitCount - 1),
                month.firstDay + (31 - bits.leadingZeroBitCount - 1),
            ]
        }
        guard let first = all.min(), let last = all.max() else { return }
        var missing: [(account: Int32, days: [Day])] = []
        var count = 0
        // The facts of a withdrawn account are withdrawn with it.
        let skipped = Set(withdrawn.compactMap { allAccounts.key(of: $0) })
        try writer.forEachHealthMonth { month, account, observed in
            guard !skipped.contains(account) else { return }
            count += observed.nonzeroBitCount
            let seen = days[month]?[account] ?? 0
            let absent = (1...31).filter { day in
                let bit: UInt32 = 1 << UInt32(day)
                return observed & bit != 0 && seen & bit == 0
            }.map { month.firstDay + ($0 - 1) }.filter { first <= $0 && $0 <= last }
            if !absent.isEmpty { missing.append((account, absent)) }
        }
        let absent = missing.reduce(0) { $0 + $1.days.count }
        // The rows that this file has added were not there to be withdrawn.
        try rows.checkWithdrawal(of: absent, outOf: count - writer.fates.taken)
        for (account, days) in missing {
            _ = try writer.withdrawHealth(account: account, days: days)
        }
        for text in writer.rejectedKeys {
            guard let key = Feed.health.key(ofText: text), let id = key[0].text,
                let day = key[1].day, first <= day, day <= last
            else { continue }
            let bit: UInt32 = 1 << UInt32(day.civil.day)
            let account = allAccounts.key(of: AccountID(id))
            let seen = account.flatMap { days[day.month]?[$0] } ?? 0
            if seen & bit == 0, !rejectedNow.contains(text) { writer.settleReject(text) }
        }
    }
}

extension FileDescriptor {
    /// The offset just after the first newline at or after `offset`; the end of the file if there
    /// is none.
    fileprivate func lineStart(behind offset: Int) throws -> Int {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        var at = offset
        while true {
            let count = try read(into: &piece, at: at)
            if count == 0 { return at }
            if let index = piece[..<count].firstIndex(of: newline) { return at + index + 1 }
            at += count
        }
    }

    /// How many newlines a range has.
    fileprivate func lineCount(_ range: Range<Int>) throws -> Int {
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        var count = 0
        var at = range.lowerBound
        while at < range.upperBound {
            let read = min(try read(into: &piece, at: at), range.upperBound - at)
            guard read > 0 else { break }
            piece.withUnsafeBufferPointer { bytes in
                for byte in bytes[..<read] where byte == newline { count += 1 }
            }
            at += read
        }
        return count
    }
}
