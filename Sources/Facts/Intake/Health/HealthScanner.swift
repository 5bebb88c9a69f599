import Calendar
import Formats
import Tables
import Domain
import Glibc

/// Reads the health rows of one part of a file into buckets.
///
/// Rows in the common form are read straight from the bytes. All other rows, among them every
/// invalid one, go through `RowReader` as in every other feed.
final class HealthScanner {
    /// The most model versions in one file. More indicate a mistake in the mapping.
    static let mostModelVersions = 1000

    let buckets: MonthBuckets
    let rejects: RejectList
    private(set) var modelVersions = [""]
    /// The offset at which the last record ended.
    var endOffset: Int { reader.offset }
    /// The number of lines read so far in this part.
    var lines: Int { reader.line }

    private let reader: RecordReader
    private let rowReader: RowReader
    private let accounts: AccountTable
    private let plan: UnsafeMutablePointer<Role>
    private let width: Int
    private let hasFastPath: Bool
    private let componentCount: Int
    /// The component scores of the current row in tenths; -1 if not given.
    private let componentScores: UnsafeMutablePointer<Int16>
    /// The account entry of the previous row; -1 at first.
    private let previous: UnsafeMutablePointer<Int>
    /// For each account entry, the entry that last came after it; -1 at first. Predicts the next
    /// account.
    private let following: UnsafeMutablePointer<Int32>

    private let rows: FileRows
    private let lineOfStart: LineOfStart
    private var firstLine: Int?
    /// The months in which a date may lie, as the numbers of months since year 0.
    private let months: ClosedRange<Int>
    private let hasTimes: Bool
    /// The millisecond of the current row's day; 0 without a time.
    private var millisecond: Int32 = 0
    /// The largest score in tenths; -1 without any.
    private let largest: UnsafeMutablePointer<Int16>
    /// The largest score, in points; nil without any.
    var largestScore: Double? { largest.pointee < 0 ? nil : Double(largest.pointee) / 10 }
    /// What was noticed about the values.
    var notes: ReadingNotes { rowReader.reading.notes }

    /// Returns the line on which this part of the file begins. Called only when a row is rejected.
    typealias LineOfStart = () throws -> Int

    /// What a field of the file contains.
    private enum Role {
        case ignored, account, date, score, tier, modelVersion
        case component(Int)
    }

    init(
        _ rows: FileRows, range: Range<Int>, line: @escaping LineOfStart, rowReader: RowReader,
        accounts: AccountTable, scratch: FileDescriptor, rejects: RejectList
    ) {
        self.rows = rows
        reader = rows.records(range, line: 0)
        lineOfStart = line
        let days = RowRules.days(rows.importDay)
        // A month that holds days outside is left to the slow path.
        months =
            Int(
                days.lowerBound.month.number)...max(
                Int(days.lowerBound.month.number), Int(days.upperBound.month.number) - 1)
        hasTimes = rows.forms.hasTimesInKey
        largest = .allocate(capacity: 1)
        largest.initialize(to: -1)
        self.rowReader = rowReader
        self.accounts = accounts
        self.rejects = rejects
        let header = rowReader.header
        componentCount = header.components.count
        buckets = MonthBuckets(
            components: componentCount, hasTimes: hasTimes, largestKey: accounts.largestKey,
            scratch: scratch)
        componentScores = .allocate(capacity: componentCount)
        componentScores.initialize(repeating: -1, count: componentCount)
        previous = .allocate(capacity: 1)
        previous.initialize(to: -1)
        following = .allocate(capacity: accounts.count)
        following.initialize(repeating: -1, count: accounts.count)
        var plan = [Role](repeating: .ignored, count: header.fieldCount)
        for (role, source) in zip(
            [Role.account, .date, .score, .tier, .modelVersion], header.sources)
        {
            if let position = source.position { plan[position] = role }
        }
        for (component, named) in header.components.enumerated() {
            if let position = named.source.position { plan[position] = .component(component) }
        }
        width = header.fieldCount
        self.plan = .allocate(capacity: width)
        self.plan.initialize(from: plan, count: width)
        let sources = header.sources + header.components.map(\.source)
        let positions = sources.compactMap(\.position)
        hasFastPath =
            sources.allSatisfy(\.isPlain) && header.only.isEmpty && rows.unitsLine == nil
            && Set(positions).count == positions.count
    }

    deinit {
        plan.deallocate()
        largest.deallocate()
        componentScores.deallocate()
        previous.deallocate()
        following.deallocate()
    }

    /// Reads this part to its end. Calls `progress` with the current offset from time to time.
    func scan(progress: (Int) -> Void) throws {
        while try reader.hasMore() {
            let start = reader.position
            if hasFastPath {
                try scanCommonRows()
            }
            progress(reader.offset)
            let isWindowUsedUp = reader.position >= reader.wholeLinesEnd
            if isWindowUsedUp, reader.position > start { continue }
            try scanAnyRow()
        }
        try rows.checkText(reader)
    }

    /// Reads rows in the common form. Stops at the first other row, or after the last whole line of
    /// the window.
    private func scanCommonRows() throws {
        let window = UnsafePointer(reader.window)
        let end = window + reader.wholeLinesEnd
        var at = window + reader.position
        var rows = 0
        while at < end, let next = try scanCommonRow(at) {
            at = next
            rows += 1
        }
        reader.position = at - window
        reader.line += rows
    }

    /// Reads the row at `start` and keeps it if it is in the common form. Returns the start of the
    /// next row, or nil if the row is not in the common form.
    @inline(__always)
    private func scanCommonRow(
        _ start: UnsafePointer<UInt8>
    ) throws -> UnsafePointer<UInt8>? {
        var at = start
        var entry = -1
        var month = 0
        var row = MonthBuckets.RowHeader(account: 0, day: 0, tier: 0, score: 0, modelVersion: 0)
        let last = width - 1
        for index in 0...last {
            switch plan[index] {
            case .account:
                entry = accountEntry(&at)
                if entry < 0 { return nil }
            case .date:
                let date = packedDate(at)
                if date < 0 { return nil }
                month = date >> 5
                guard months.contains(month) else { return nil }
                row.day = UInt8(truncatingIfNeeded: date & 31)
                at += 10
            case .score:
                row.score = shortTenths(&at)
                if row.score < 0 { return nil }
            case .component(let component):
                let isEmpty = at[0] == comma || at[0] == newline || at[0] == carriageReturn
                componentScores[component] = isEmpty ? -1 : shortTenths(&at)
                if componentScores[component] < 0, !isEmpty { return nil }
            case .tier:
                guard let tier = tierWord(&at) else { return nil }
                row.tier = tier
            case .modelVersion:
                guard let version = version(&at) else { return nil }
                row.modelVersion = version
            case .ignored:
                while at[0] != comma, at[0] != newline, at[0] != quote { at += 1 }
                if at[0] == quote { return nil }
            }
            if index == last {
                if at[0] == carriageReturn { at += 1 }
                if at[0] != newline { return nil }
            } else if at[0] != comma {
                return nil
            }
            at += 1
        }
        millisecond = 0
        try keep(entry: entry, month: month, &row)
        return at
    }

    @inline(__always)
    private func keep(
        entry: Int, month: Int, _ row: inout MonthBuckets.RowHeader
    ) throws {
        let key = Int(accounts.key(ofEntry: entry))
        let block = key / MonthBuckets.accountsPerBlock
        row.account = UInt16(truncatingIfNeeded: key % MonthBuckets.accountsPerBlock)
        if row.score > largest.pointee { largest.pointee = row.score }
        let place = try buckets.place(month: month, block: block)
        place.storeBytes(of: row, as: MonthBuckets.RowHeader.self)
        for component in 0..<componentCount {
            (place + MemoryLayout<MonthBuckets.RowHeader>.size + 2 * component).storeBytes(
                of: componentScores[component], as: Int16.self)
        }
        if hasTimes {
            (place + buckets.timeOffset).storeBytes(of: millisecond, as: Int32.self)
        }
    }

    /// Reads the account identifier at `at` and returns its entry, or -1 if it is not found. Tries
    /// the previous row's account first, then the account that last followed it, then a lookup by
    /// bytes.
    @inline(__always)
    private func accountEntry(_ at: inout UnsafePointer<UInt8>) -> Int {
        let before = previous.pointee
        if before >= 0 {
            if accounts.stands(before, at: at) {
                at += accounts.length(of: before)
                return before
            }
            let guess = Int(following[before])
            if guess >= 0, accounts.stands(guess, at: at) {
                at += accounts.length(of: guess)
                previous.pointee = guess
                return guess
            }
        }
        var end = at
        while end[0] != comma, end[0] != newline, end[0] != quote { end += 1 }
        guard end[0] == comma,
            let found = accounts.entry(of: UnsafeRawBufferPointer(start: at, count: end - at))
        else { return -1 }
        if before >= 0 { following[before] = Int32(found) }
        previous.pointee = found
        at = end
        return found
    }

    /// Reads a model version and returns its number. Returns nil for a new version, which
    /// `scanAnyRow` then adds.
    private func version(_ at: inout UnsafePointer<UInt8>) -> UInt16? {
        let start = at
        while at[0] != comma, at[0] != newline, at[0] != carriageReturn {
            if at[0] == quote { return nil }
            at += 1
        }
        let bytes = UnsafeBufferPointer(start: start, count: at - start)
        guard let number = modelVersions.lastIndex(where: { $0.utf8.elementsEqual(bytes) })
        else { return nil }
        return UInt16(number)
    }

    /// Reads one row of any form through `RowReader`.
    private func scanAnyRow() throws {
        guard let record = try reader.next() else { return }
        if let fault = record.fault {
            return try rejects.add(
                line: try line(of: record), Fault(row: fault), key: nil)
        }
        if let unitsLine = rows.unitsLine, try line(of: record) == unitsLine { return }
        guard !RowReader.isBlank(reader.fields), rowReader.header.wants(reader.fields) else {
            return
        }
        var fault: Fault?
        switch rowReader.row(reader.fields) {
        case .failure(let thrown): fault = thrown.fault
        case .success(let checked): fault = try collect(checked)
        }
        if rowReader.reading.needsForms { throw FormsNeeded() }
        guard let fault else { return }
        // What stands in no column of the feed waits with the row.
        var others: [String: String] = [:]
        if fault.waiting != nil {
            for component in rowReader.header.components {
                let value = rowReader.value(
                    of: component.source, in: .component(component.name), .score, reader.fields)
                if case .success(let value) = value, value.value != .none {
                    others[Feed.componentPrefix + component.name] = value.value.written
                }
            }
        }
        try rejects.add(
            line: try line(of: record), fault, key: rowReader.key(reader.fields), others: others)
    }

    /// The line of a record in the file.
    private func line(of record: RecordReader.Record) throws -> Int {
        if firstLine == nil { firstLine = try lineOfStart() }
        return record.line + (firstLine ?? 0)
    }

    /// Puts a row that passed `RowReader` into its bucket, or returns the fault.
    private func collect(_ checked: CheckedRow) throws -> Fault? {
        let header = rowReader.header
        let values = checked.row.values
        guard let id = values[0].text, let day = values[1].day,
            let score = values[2].number.flatMap({ tenths($0, in: header.sources[2]) })
        else { return rowReader.fault("score", reader.fields, "must be between 0 and 100") }
        var row = MonthBuckets.RowHeader(
            account: 0, day: UInt8(day.civil.day),
            tier: values[3].text.flatMap(Tier.init)?.rawValue ?? 0, score: score, modelVersion: 0)
        for (component, named) in header.components.enumerated() {
            let column = FeedColumn.component(named.name)
            switch rowReader.value(of: named.source, in: column, .score, reader.fields) {
            case .failure(let thrown): return thrown.fault
            case .success(let value):
                guard let number = value.value.number else {
                    componentScores[component] = -1
                    continue
                }
                guard let tenths = tenths(number, in: named.source) else {
                    let written = rowReader.written(named.source, reader.fields)
                    return Fault(named.source.name, written, "must be between 0 and 100")
                }
                componentScores[component] = tenths
            }
        }
        if let name = values[4].text {
            if let known = modelVersions.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) {
                row.modelVersion = UInt16(known)
            } else {
                guard modelVersions.count <= Self.mostModelVersions else {
                    return rowReader.fault(
                        "model_version", reader.fields,
                        "is one of over \(Self.mostModelVersions) model versions in the file")
                }
                row.modelVersion = UInt16(modelVersions.count)
                modelVersions.append(name)
            }
        }
        guard var text = Optional(id),
            let entry = text.withUTF8({ accounts.entry(of: UnsafeRawBufferPointer($0)) })
        else { return rowReader.fault("account_id", reader.fields, "is unknown") }
        millisecond = Int32(truncatingIfNeeded: checked.millisecond ?? 0)
        try keep(entry: entry, month: Int(day.month.number), &row)
        return nil
    }

    /// A score in tenths, rounded half away from zero; nil outside 0 to 100. Read from the digits
    /// as written unless the mapping changes the value.
    private func tenths(_ number: Double, in source: FieldSource) -> Int16? {
        if source.isPlain, let position = source.position,
            let tenths = FieldBytes(bytes: FieldBytes(bytes: reader.fields[position]).trimmed)
                .tenths
        {
            return tenths
        }
        guard number >= 0, number <= 100 else { return nil }
        return Int16((number * 10).rounded(.toNearestOrAwayFromZero))
    }
}
