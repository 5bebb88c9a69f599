import Domain
import Glibc

/// Reads the health rows of one stretch of a file into buckets.
///
/// Rows in the common form are read straight from the bytes; any other row takes the way of all
/// feeds (`RowReader`), which alone decides whether it is accepted.
final class HealthScanner {
    /// More model versions than this in one file are a mistake in its mapping.
    static let mostModelVersions = 1000

    let buckets: MonthBuckets
    let rejects: RejectList
    private(set) var modelVersions = [""]
    /// Where the last record ended.
    var endOffset: Int { reader.offset }
    /// The line behind it.
    var endLine: Int { reader.line }

    private let reader: RecordReader
    private let rowReader: RowReader
    private let accounts: AccountTable
    private let plan: [Role]
    private let hasFastPath: Bool
    private let componentCount: Int
    private var componentScores: [Int16]
    private var previous = -1
    /// The entry that followed each entry the last time.
    private var following: [Int32]

    /// What a field of the file holds.
    private enum Role {
        case ignored, account, date, score, tier, modelVersion
        case component(Int)
    }

    init(
        file: FileDescriptor, range: Range<Int>, line: Int, rowReader: RowReader,
        accounts: AccountTable, scratch: FileDescriptor, rejects: RejectList
    ) {
        reader = RecordReader(file, range: range, line: line)
        self.rowReader = rowReader
        self.accounts = accounts
        self.rejects = rejects
        let header = rowReader.header
        componentCount = header.components.count
        buckets = MonthBuckets(components: componentCount, scratch: scratch)
        componentScores = Array(repeating: -1, count: componentCount)
        following = Array(repeating: -1, count: accounts.count)
        var plan = [Role](repeating: .ignored, count: header.width)
        for (role, source) in zip(
            [Role.account, .date, .score, .tier, .modelVersion], header.sources)
        {
            if let position = source.position { plan[position] = role }
        }
        for (component, named) in header.components.enumerated() {
            if let position = named.source.position { plan[position] = .component(component) }
        }
        self.plan = plan
        let sources = header.sources + header.components.map(\.source)
        let positions = sources.compactMap(\.position)
        hasFastPath =
            sources.allSatisfy(\.isPlain) && header.only.isEmpty
            && Set(positions).count == positions.count
    }

    /// Reads the stretch to its end, calling `progress` with the offset now and then.
    func scan(progress: (Int) -> Void) throws(IntakeError) {
        while try reader.hasMore() {
            let start = reader.position
            if hasFastPath {
                while reader.position < reader.wholeLinesEnd, try scanCommonRow() {}
            }
            progress(reader.offset)
            let isWindowUsedUp = reader.position >= reader.wholeLinesEnd
            if isWindowUsedUp, reader.position > start { continue }
            try scanAnyRow()
        }
    }

    /// Reads one row in the common form; false, with nothing moved on, for any other row.
    private func scanCommonRow() throws(IntakeError) -> Bool {
        var at = UnsafePointer(reader.window + reader.position)
        var entry = -1
        var month: Int32 = 0
        var row = MonthBuckets.RowHeader(account: 0, day: 0, tier: 0, score: 0, modelVersion: 0)
        let last = plan.count - 1
        for index in 0...last {
            let isLast = index == last
            switch plan[index] {
            case .account:
                entry = accountEntry(&at)
                if entry < 0 { return false }
            case .date:
                let date = packedDate(at)
                if date < 0 { return false }
                month = Int32(truncatingIfNeeded: date >> 5)
                row.day = UInt8(truncatingIfNeeded: date & 31)
                at += 10
            case .score:
                row.score = shortTenths(&at)
                if row.score < 0 { return false }
            case .component(let component):
                let isEmpty = at[0] == comma || at[0] == newline || at[0] == carriageReturn
                componentScores[component] = isEmpty ? -1 : shortTenths(&at)
                if componentScores[component] < 0, !isEmpty { return false }
            case .tier:
                guard let tier = tierWord(&at) else { return false }
                row.tier = tier
            case .modelVersion:
                guard let version = version(&at) else { return false }
                row.modelVersion = version
            case .ignored:
                while at[0] != comma, at[0] != newline, at[0] != quote { at += 1 }
                if at[0] == quote { return false }
            }
            if isLast {
                if at[0] == carriageReturn { at += 1 }
                if at[0] != newline { return false }
            } else if at[0] != comma {
                return false
            }
            at += 1
        }
        reader.position = at - UnsafePointer(reader.window)
        reader.line += 1
        try keep(entry: entry, month: month, &row)
        return true
    }

    private func keep(
        entry: Int, month: Int32, _ row: inout MonthBuckets.RowHeader
    ) throws(IntakeError) {
        let key = accounts.key(ofEntry: entry)
        let block = key / Int32(MonthBuckets.accountsPerBlock)
        row.account = UInt16(truncatingIfNeeded: key - block * Int32(MonthBuckets.accountsPerBlock))
        let place = try buckets.place(month: month, block: block)
        place.storeBytes(of: row, as: MonthBuckets.RowHeader.self)
        for component in 0..<componentCount {
            (place + MemoryLayout<MonthBuckets.RowHeader>.size + 2 * component).storeBytes(
                of: componentScores[component], as: Int16.self)
        }
    }

    /// The entry of the account whose identifier stands at `at`: the row before's, the one that
    /// followed it the last time, or the one found by its bytes; -1 for any other.
    private func accountEntry(_ at: inout UnsafePointer<UInt8>) -> Int {
        let start = at
        let found: Int = accounts.withBytes { bytes, offsets in
            func stands(_ entry: Int) -> Bool {
                guard let base = bytes.baseAddress else { return false }
                let length = Int(offsets[entry + 1] - offsets[entry])
                return memcmp(start, base + Int(offsets[entry]), length) == 0
                    && start[length] == comma
            }
            if previous >= 0 {
                if stands(previous) { return previous }
                let guess = Int(following[previous])
                if guess >= 0, stands(guess) { return guess }
            }
            var end = start
            while end[0] != comma, end[0] != newline, end[0] != quote { end += 1 }
            guard end[0] == comma else { return -1 }
            let entry = accounts.entry(
                of: UnsafeRawBufferPointer(start: start, count: end - start))
            if previous >= 0, let entry { following[previous] = Int32(entry) }
            return entry ?? -1
        }
        if found >= 0 {
            at += accounts.length(of: found)
            previous = found
        }
        return found
    }

    /// The number of a model version of the file; nil for a new one, which takes the long way.
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

    /// Reads one row of any form.
    private func scanAnyRow() throws(IntakeError) {
        guard let record = try reader.next() else { return }
        if let fault = record.fault {
            try rejects.add(line: record.line, Fault(row: fault))
            return
        }
        guard rowReader.widthFault(reader.fields) != nil || rowReader.header.wants(reader.fields)
        else { return }
        switch rowReader.row(reader.fields) {
        case .failure(let thrown): try rejects.add(line: record.line, thrown.fault)
        case .success(let values):
            if let fault = try take(values) { try rejects.add(line: record.line, fault) }
        }
    }

    /// Puts a row of any form into its bucket, or says what is wrong with its scores.
    private func take(_ values: FeedRow) throws(IntakeError) -> Fault? {
        let header = rowReader.header
        guard let id = values.values[0].text, let day = values.values[1].day,
            let score = values.values[2].number.flatMap({ tenths($0, in: header.sources[2]) })
        else { return rowReader.fault("score", reader.fields, "must be between 0 and 100") }
        var row = MonthBuckets.RowHeader(
            account: 0, day: UInt8(day.civil.day),
            tier: values.values[3].text.flatMap(Tier.init)?.rawValue ?? 0, score: score,
            modelVersion: 0)
        for (component, named) in header.components.enumerated() {
            let column = FeedColumn.component(named.name)
            switch rowReader.value(of: named.source, in: column, reader.fields) {
            case .failure(let thrown): return thrown.fault
            case .success(let value):
                guard let number = value.number else {
                    componentScores[component] = -1
                    continue
                }
                guard let tenths = tenths(number, in: named.source) else {
                    let written = String(number)
                    return Fault(named.source.name, written, "must be between 0 and 100")
                }
                componentScores[component] = tenths
            }
        }
        if let name = values.values[4].text {
            if !modelVersions.contains(name) {
                guard modelVersions.count <= Self.mostModelVersions else {
                    return rowReader.fault(
                        "model_version", reader.fields,
                        "is one of over \(Self.mostModelVersions) model versions in the file")
                }
                modelVersions.append(name)
            }
            row.modelVersion = UInt16(modelVersions.firstIndex(of: name) ?? 0)
        }
        guard var text = Optional(id),
            let entry = text.withUTF8({ accounts.entry(of: UnsafeRawBufferPointer($0)) })
        else { return rowReader.fault("account_id", reader.fields, "is unknown") }
        try keep(entry: entry, month: day.month.number, &row)
        return nil
    }

    /// Tenths of a score; from the digits as written where nothing rescales them.
    private func tenths(_ number: Double, in source: FieldSource) -> Int16? {
        if source.isPlain, let position = source.position {
            return FieldBytes(bytes: reader.fields[position]).tenths
        }
        guard number >= 0, number <= 100 else { return nil }
        return Int16((number * 10).rounded(.toNearestOrAwayFromZero))
    }
}
