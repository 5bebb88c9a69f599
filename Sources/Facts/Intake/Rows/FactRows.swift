import Calendar
import Domain
import Formats
import Tables

/// Imports the rows of one file of any feed except health.
struct FactRows {
    private let rows: FileRows
    private let writer: any FactWriter
    private let checked: CheckedRows
    private let reader: RowReader
    private var feed: Feed { rows.file.feed }
    private var header: Header { rows.header }

    /// What the first pass over a file found.
    private struct Survey {
        var repeats: RepeatedRows
        var conflicts = SpanConflicts()
        /// The days in which each assignment of the file makes its CSM the owner, with its line.
        var spans: [(line: Int, span: SpanConflicts.Span)] = []
        /// The keys of rows that break a rule of their own, with the first line of each.
        var rejectedKeys: [String: Int] = [:]
        /// The keys of rows that contradict each other.
        var contradictedKeys: Set<String> = []
        /// The line of the first rejected row whose key cannot be read.
        var unreadableLine: Int?
        /// The first and the last day among the keys' dates.
        var days: ClosedRange<Day>?
        /// The accounts on each list of paying customers, by the list's day.
        var lists: [Day: Set<AccountID>] = [:]

        /// Whether a row with this key is taken from the file.
        func isTaken(_ key: [FeedValue], of feed: Feed) -> Bool {
            repeats.contains(key) && !contradictedKeys.contains(feed.text(ofKey: key))
        }
    }

    init(_ rows: FileRows, _ writer: any FactWriter) throws {
        self.rows = rows
        self.writer = writer
        var accounts = try writer.accountKeys()
        if rows.file.feed == .accounts {
            accounts += try Self.accountsOfFile(rows).map { ($0, 0) }
        }
        let withdrawn = try writer.withdrawnAccounts()
        let known = AccountTable(
            rows.file.feed == .accounts
                ? accounts : accounts.filter { !withdrawn.contains($0.id) })
        let csms = try writer.knownCSMs()
        var ownKeys: [String] = []
        if rows.hasSalesforceKeys, rows.file.feed.columns.count(where: \.isKey) == 1 {
            try writer.forEachRow(of: rows.file.feed) { ownKeys.append($0.values[0].text ?? "") }
        }
        reader = RowReader(
            header: rows.header, forms: rows.forms,
            references: References(
                feed: rows.file.feed, accounts: known, csms: csms, ownKeys: ownKeys),
            importDay: rows.importDay)
        checked = CheckedRows(rows, reader)
    }

    /// The accounts that a file of them names, since an account may name a parent that comes later
    /// in the file.
    private static func accountsOfFile(_ rows: FileRows) throws -> [AccountID] {
        let reader = RowReader(
            header: rows.header, forms: rows.forms,
            references: References(feed: .accounts, accounts: AccountTable([]), csms: []),
            importDay: rows.importDay)
        let records = rows.records()
        var accounts: [AccountID] = []
        while let record = try records.next() {
            guard record.fault == nil, record.line != rows.unitsLine,
                rows.header.wants(records.fields), let key = reader.key(records.fields),
                let id = key[0].text
            else { continue }
            accounts.append(AccountID(id))
        }
        return accounts
    }

    /// The rows of a file cannot be written as they are read: they need to be looked at first.
    struct SurveyNeeded: Error {}

    /// Writes the rows as they are read, in one pass.
    ///
    /// - Returns: what became of them.
    /// - Throws: `SurveyNeeded` if that shows that rows share a key, or if the file has to be looked
    ///   at as a whole. What was written must then be taken back, and `write` does the work.
    func writeInOnePass() throws -> TakenRows {
        guard feed != .assignments, !rows.reading.isComplete, !isSnapshot else {
            throw SurveyNeeded()
        }
        var taken = TakenRows()
        var repeats = RepeatedRows(feed: feed)
        var rejectedKeys: [[FeedValue]] = []
        let rejects = try rows.rejectList()
        try checked.forEach(isOnlyPass: true) { row in
            guard row.line != rows.unitsLine else { return }
            switch row.result {
            case .failure(let thrown):
                if let key = row.rejectedKey { rejectedKeys.append(key) }
                try rejects.add(line: row.line, thrown.fault, key: row.rejectedKey)
            case .success(let found):
                repeats.add(found, line: row.line)
                try writer.write(found.row)
            }
        }
        let areClear = repeats.areUnique || repeats.fates().isEmpty
        guard areClear, rejectedKeys.isEmpty || !repeats.containsAny(of: rejectedKeys) else {
            throw SurveyNeeded()
        }
        taken.notes.add(reader.reading.notes)
        taken.rejects = [rejects]
        return taken
    }

    /// Writes the rows and what follows from them.
    ///
    /// - Throws: `IntakeError` if the file is refused as a whole, or what the store throws.
    func write() throws -> TakenRows {
        var taken = TakenRows()
        var survey = try surveyed()
        if !checked.areKept { reader.reading.notes.reset() }
        let fates = survey.repeats.fates()
        let contradictions = try contradictions(fates, &survey)
        if let line = survey.unreadableLine, rows.reading.isComplete || isSnapshot {
            throw rows.unusable(
                "the key of the row on line \(line) cannot be read, so nobody can tell which rows "
                    + "are missing: correct it, or leave \(isSnapshot ? "--snapshot" : "--complete")"
                    + " out")
        }
        let missing = try rows.reading.isComplete ? missingKeys(&survey) : []
        let conflicts = conflicts(&survey, contradictions)
        let rejects = try rows.rejectList()
        try checked.forEach { row in
            guard row.line != rows.unitsLine else { return }
            switch row.result {
            case .failure(let thrown):
                // Another row of the file has brought the key.
                let isSettled = row.rejectedKey.map { survey.isTaken($0, of: feed) } ?? false
                try rejects.add(
                    line: row.line, thrown.fault, key: row.rejectedKey, isSettled: isSettled)
            case .success(let found):
                if let fault = contradictions[row.line] ?? conflicts[spanKey(found.row)] {
                    try rejects.add(line: row.line, fault, key: feed.key(of: found.row))
                } else if fates[row.line] == .earlierReading {
                    taken.notes.earlierReadings += 1
                } else {
                    try writer.write(found.row)
                }
            }
        }
        for key in missing { _ = try writer.withdraw(key) }
        if rows.reading.isComplete { try settleRejects(survey) }
        if isSnapshot { taken.lines += try endMissing(survey.lists) }
        taken.notes.add(reader.reading.notes)
        taken.rejects = [rejects]
        return taken
    }

    private var isSnapshot: Bool { feed == .arr && rows.reading.isSnapshot }

    // MARK: The first pass

    private func surveyed() throws -> Survey {
        var survey = Survey(repeats: RepeatedRows(feed: feed))
        let ends = feed == .assignments ? try csmEnds() : [:]
        if feed == .assignments, !rows.reading.isComplete {
            try writer.forEachRow(of: feed) { row in
                if let span = span(row, ends) { survey.conflicts.addKnown(span) }
            }
        }
        try checked.forEach { row in
            guard row.line != rows.unitsLine else { return }
            switch row.result {
            case .failure:
                if let key = row.rejectedKey {
                    survey.rejectedKeys[feed.text(ofKey: key), default: row.line] += 0
                    note(key, in: &survey)
                } else if survey.unreadableLine == nil {
                    survey.unreadableLine = row.line
                }
            case .success(let found):
                survey.repeats.add(found, line: row.line)
                note(feed.key(of: found.row), in: &survey)
                if let span = span(found.row, ends) { survey.spans.append((row.line, span)) }
            }
        }
        return survey
    }

    /// Notes the day of a key, and for a list of paying customers who is on it.
    private func note(_ key: [FeedValue], in survey: inout Survey) {
        guard let day = key.lazy.compactMap(\.day).first else { return }
        let days = survey.days ?? day...day
        survey.days = min(days.lowerBound, day)...max(days.upperBound, day)
        if isSnapshot, let account = key[0].text {
            survey.lists[day, default: []].insert(AccountID(account))
        }
    }

    // MARK: Rows that contradict others of the file

    /// The faults of the rows that share a key with others and differ, by line.
    private func contradictions(
        _ fates: [Int: RepeatedRows.Fate], _ survey: inout Survey
    ) throws -> [Int: Fault] {
        var found: [Int: FeedRow] = [:]
        for case (let line, .contradicted(let other)) in fates {
            found[line] = FeedRow([])
            found[other] = FeedRow([])
        }
        guard !found.isEmpty else { return [:] }
        try checked.forEach { row in
            if case .success(let checked) = row.result, found[row.line] != nil {
                found[row.line] = checked.row
            }
        }
        var faults: [Int: Fault] = [:]
        for case (let line, .contradicted(let other)) in fates {
            guard let mine = found[line], let theirs = found[other],
                feed.key(of: mine) == feed.key(of: theirs)
            else { continue }
            faults[line] = contradiction(mine, theirs, otherLine: other)
            survey.contradictedKeys.insert(feed.text(ofKey: feed.key(of: mine)))
        }
        return faults
    }

    private func contradiction(_ mine: FeedRow, _ theirs: FeedRow, otherLine: Int) -> Fault {
        let index = mine.values.indices.first { mine.values[$0] != theirs.values[$0] } ?? 0
        let isOwnership = feed == .assignments && mine.values[1] != theirs.values[1]
        return Fault(
            header.sources[index].name, mine.values[index],
            contradictedBy: theirs.values[index], onLine: otherLine,
            key: feed.text(ofKey: feed.key(of: mine)),
            remedy: isOwnership
                ? "one CSM owns an account, so give everybody else a role such as onboarding in "
                    + "the column 'role'"
                : "correct one")
    }

    // MARK: Assignments that overlap

    /// The day on which each CSM left.
    private func csmEnds() throws -> [String: Day] {
        var ends: [String: Day] = [:]
        guard let end = Feed.csms.columns.firstIndex(where: { $0.name == "end_date" }) else {
            return ends
        }
        try writer.forEachRow(of: .csms) { row in
            if let id = row.values[0].text, let day = row.values[end].day { ends[id] = day }
        }
        return ends
    }

    /// The faults of the assignments that overlap others, by key.
    private func conflicts(
        _ survey: inout Survey, _ contradictions: [Int: Fault]
    ) -> [SpanConflicts.Key: Fault] {
        guard feed == .assignments else { return [:] }
        var lines: [SpanConflicts.Key: Int] = [:]
        for (line, span) in survey.spans where contradictions[line] == nil {
            survey.conflicts.addIncoming(span)
            lines[span.key] = line
        }
        return survey.conflicts.rejected().mapValues { other in
            let start = Day(number: other.start)
            let key = other.key.text
            let reason: String
            let detail: String
            if let line = lines[other.key] {
                reason = "overlaps another assignment of the file"
                detail =
                    "the one from \(start) on line \(line); end that one, or give whoever does not "
                    + "own the account a role such as onboarding in the column 'role'"
            } else {
                reason = "overlaps an assignment that the ledger has"
                detail =
                    "\(key) of \(other.owner); import that row again with an end_date up to this start, or take it "
                    + "back: parallax withdraw assignments \(key) --why TEXT"
            }
            return Fault(
                header.sources[2].name, "", reason, detail: detail)
        }
    }

    /// The key of an assignment.
    private func spanKey(_ row: FeedRow) -> SpanConflicts.Key {
        feed == .assignments ? .init(feed.text(ofKey: feed.key(of: row))) : .init("")
    }

    /// The days in which an assignment makes its CSM the owner; nil for other roles.
    private func span(_ row: FeedRow, _ ends: [String: Day]) -> SpanConflicts.Span? {
        guard feed == .assignments, row.values[4].text == "", let account = row.values[0].text,
            let start = row.values[2].day
        else { return nil }
        let ends = [row.values[3].day, row.values[1].text.flatMap { ends[$0] }].compactMap { $0 }
        return SpanConflicts.Span(
            key: spanKey(row), account: AccountID(account), owner: row.values[1].text ?? "",
            start: start.number,
            end: max(start.number, ends.min()?.number ?? .max))
    }

    // MARK: Everything there is

    /// Whether a complete file is the whole of its days alone.
    private var isDated: Bool { [.arr, .fx, .measures].contains(feed) }

    /// The keys of the ledger's rows that the file lacks. A rejected row's key is not missing.
    private func missingKeys(
        _ survey: inout Survey
    ) throws -> [[FeedValue]] {
        let ends = feed == .assignments ? try csmEnds() : [:]
        var missing: [[FeedValue]] = []
        var count = 0
        try writer.forEachRow(of: feed, observed: survey.days) { row in
            let key = feed.key(of: row)
            count += 1
            if survey.repeats.contains(key) || survey.rejectedKeys[feed.text(ofKey: key)] != nil {
                // It stays, in its new or in its old form.
                if let span = span(row, ends) { survey.conflicts.addKnown(span) }
                return
            }
            if isDated {
                guard let day = key.lazy.compactMap(\.day).first,
                    survey.days?.contains(day) ?? false, survey.lists[day] == nil
                else { return }
            }
            missing.append(key)
        }
        try rows.checkWithdrawal(of: missing.count, outOf: count)
        return missing
    }

    /// Ends the rejected rows of earlier files whose keys a complete file lacks.
    private func settleRejects(_ survey: Survey) throws {
        for text in writer.rejectedKeys where survey.rejectedKeys[text] == nil {
            guard let key = feed.key(ofText: text), !survey.repeats.contains(key) else { continue }
            if isDated {
                guard let day = key.lazy.compactMap(\.day).first,
                    survey.days?.contains(day) ?? false
                else { continue }
            }
            writer.settleReject(text)
        }
    }

    /// Writes an ARR of 0 for every account that a list of paying customers lacks.
    private func endMissing(_ lists: [Day: Set<AccountID>]) throws -> [String] {
        var accounts: [AccountID] = []
        try writer.forEachRow(of: .accounts) { accounts.append(AccountID($0.values[0].text ?? "")) }
        var ended = 0
        for (day, list) in lists.sorted(by: { $0.key < $1.key }) {
            for account in accounts where !list.contains(account) {
                var row = FeedRow(Array(repeating: .none, count: feed.columns.count))
                row.values[0] = .text(account.text)
                row.values[1] = .day(day)
                row.values[2] = .number(0)
                try writer.write(row)
                ended += 1
            }
        }
        return ended == 0
            ? []
            : ["\(ended) times an account is missing from a list: its ARR is 0 from that date"]
    }
}

extension FileRows {
    /// Checks that a complete file does not withdraw more than a fifth of a feed.
    ///
    /// - Throws: `IntakeError` unless a person has allowed it.
    func checkWithdrawal(of missing: Int, outOf count: Int) throws {
        guard missing * 5 > count, !options.allowsManyWithdrawals else { return }
        throw unusable(
            "as a complete file it would withdraw \(missing) of the \(count) \(file.feed.rawValue) "
                + "rows in the ledger, more than a fifth; if that is right, say --withdraw-many")
    }
}
