public import Calendar
import Concurrency
public import Domain
import Formats
import Foundation
import Tables

/// Imports feed files into a store of facts.
///
/// ```swift
/// let options = ImportFeeds.Options(rejectsPath: "rejects.csv", scratchFolder: "/tmp")
/// let job = ImportFeeds(options, clock: { Instant(seconds: 1_790_000_000) })
/// let summary = try job.run(["feeds"], into: store)
/// ```
public struct ImportFeeds: Sendable {
    /// How to treat the files.
    public struct Options: Sendable {
        /// The feeds that the program accepts.
        public var feeds = Feed.performance
        /// The feed of the files given by path; nil to tell it from each file's name.
        public var feed: Feed?
        /// How to read another system's export; nil for files in the documented form.
        public var mapping: Mapping?
        /// What a person says about the form of the files.
        public var reading = ReadingOptions()
        /// Whether one rejected row keeps the whole file from being imported.
        public var isStrict = false
        /// Whether a complete file may withdraw more than a fifth of a feed.
        public var allowsManyWithdrawals = false
        /// Whether to find out only what would happen: the store drops all changes.
        public var isDryRun = false
        /// The reporting currency, for which `$` stands if it is a dollar.
        public var reportingCurrency = "USD"
        /// The path of the rejects report, written only if a row is rejected. An older report there
        /// is removed if none is.
        public var rejectsPath: String
        /// A folder for scratch files. They may grow as large as the unpacked inputs.
        public var scratchFolder: String

        /// Creates options with this path of the rejects report and this scratch folder.
        public init(rejectsPath: String, scratchFolder: String) {
            self.rejectsPath = rejectsPath
            self.scratchFolder = scratchFolder
        }
    }

    let options: Options
    let clock: @Sendable () -> Instant
    let progress: @Sendable (Progress) -> Void

    /// The progress of an import.
    public struct Progress: Sendable {
        /// The current file's name, without folders.
        public var file: String
        /// The number of bytes read so far.
        public var done: Int
        /// The size of the file in bytes, unpacked.
        public var total: Int
    }

    /// Creates an import with these options.
    ///
    /// - Parameters:
    ///   - options: how to treat the files.
    ///   - clock: returns the time, called before a file is read and at its end.
    ///   - progress: called from time to time while a health file is read.
    public init(
        _ options: Options, clock: @escaping @Sendable () -> Instant,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.options = options
        self.clock = clock
        self.progress = progress
    }

    /// Imports every feed file found under the paths. Feeds that others refer to come first.
    ///
    /// - Parameters:
    ///   - paths: files, and folders in which feed files are found by name.
    ///   - store: the store for the rows; each file is one transaction.
    /// - Returns: the result for every file; of a dry run what it would be, and nothing is kept.
    /// - Throws: `IntakeError` if no file can be used, or what the store throws. Files imported
    ///   before the failure stay imported.
    public func run(_ paths: [String], into store: any FactStore) throws -> ImportSummary {
        options.isDryRun
            ? try store.dryRun { try importAll(paths, into: $0) }
            : try importAll(paths, into: store)
    }

    private func importAll(_ paths: [String], into store: any FactStore) throws -> ImportSummary {
        let found = try FeedSearch(
            feed: options.feed, feeds: options.feeds, scratchFolder: options.scratchFolder,
            rejectsPath: options.rejectsPath
        ).find(paths)
        if options.reading.isSnapshot, !found.files.contains(where: { $0.feed == .arr }) {
            throw IntakeError.unusable(
                file: paths.map(lastComponent).joined(separator: ", "),
                reason: "--snapshot is about lists of paying customers, the feed arr; leave it out")
        }
        var summary = ImportSummary(passedOver: found.passedOver)
        summary.elsewhere = found.elsewhere
        let report = RejectsReport(path: options.rejectsPath)
        for (file, reason) in found.refused {
            try refuse(file, reason, in: store, &summary)
        }
        for file in found.files {
            do {
                summary.files.append(try importFile(file, into: store, report, &summary))
            } catch let error as IntakeError {
                try refuse(file, "\(error)", in: store, &summary)
                if found.files.count == 1, found.refused.isEmpty { throw error }
            } catch let error as FileError {
                guard found.files.count > 1 else { throw error }
                summary.refused.append(.init(file: lastComponent(file.path), reason: "\(error)"))
            }
        }
        try admitWaiting(into: store, report, &summary)
        summary.rejectsPath = report.isEmpty ? nil : options.rejectsPath
        if !options.isDryRun, summary.exitStatus == 0 { try report.removeOlder() }
        return summary
    }

    /// Remembers that a file was refused as a whole.
    private func refuse(
        _ file: FeedSearch.Found, _ reason: String, in store: any FactStore,
        _ summary: inout ImportSummary
    ) throws {
        let name = lastComponent(file.path)
        try store.refuse(ImportedFile(feed: file.feed, name: name), reason: reason, time: clock())
        summary.refused.append(.init(file: name, reason: reason))
    }

    /// Rebuilds the summary that `run` returns for a file that the store already holds. Use it when
    /// the process ended after the store kept the file and before it reported so.
    ///
    /// - Parameters:
    ///   - path: the file as it was imported.
    ///   - entry: the file's entry in the import log.
    /// - Returns: the summary; the rejects report is where that import wrote it.
    /// - Throws: `IntakeError` or `FileError` if the file cannot be read.
    public func summary(of path: String, logged entry: LoggedImport) throws -> ImportSummary {
        let (rows, words) = try open(.init(path: path, feed: entry.file.feed))
        var file = ImportSummary.File(rows.header, name: entry.file.name)
        file.form = rows.file.table.form + words
        try file.restore(entry.receipt.details)
        file.fates = entry.fates
        file.rejected = entry.receipt.rejected
        file.isKept = true
        var summary = ImportSummary(passedOver: rows.file.passedOver)
        summary.files = [file]
        summary.rejectsPath = file.rejected > 0 ? options.rejectsPath : nil
        return summary
    }

    // MARK: One file

    /// Opens a feed's file, finds its header and tells its forms. Also returns what was detected,
    /// in words.
    func open(_ found: FeedSearch.Found) throws -> (rows: FileRows, words: [String]) {
        let feed = found.feed
        let mapping = options.mapping?.rules(of: feed)
        if let named = options.mapping, mapping == nil {
            throw IntakeError.mapping(
                name: named.platform, reason: "it has nothing for the feed \(feed.rawValue)")
        }
        let reading = options.reading.completed(by: options.mapping?.file)
        let file = try FeedFile(
            path: found.path, feed: feed, among: options.feeds, reading, mapping: mapping,
            scratchFolder: options.scratchFolder)
        var (rows, place) = try rows(of: file, reading, mapping)
        var words: [String] = []
        if place.line != file.table.firstLine {
            words.append("the header is on line \(place.line)")
        }
        if let line = rows.unitsLine { words.append("line \(line) holds units and is passed over") }
        let isPlainSoFar =
            reading.dates == nil && reading.numbers == nil && reading.timeZone == nil
        if feed == .health, isPlainSoFar {
            rows.forms = .provisional
            rows.forms.isTyped = file.table.isTyped
        } else {
            let (evidence, hasSalesforceKeys) = try rows.evidence()
            rows.forms = try rows.forms(from: evidence)
            words += evidence.words(rows.forms)
            rows.hasSalesforceKeys = hasSalesforceKeys
        }
        return (rows, words)
    }

    /// The rows of an open file, in the program's own forms, and where its header stands.
    private func rows(
        of file: FeedFile, _ reading: ReadingOptions, _ mapping: Mapping.FeedMapping?
    ) throws -> (FileRows, HeaderPlace) {
        let place = try HeaderPlace(file, mapping: mapping, row: reading.headerRow)
        let header = try Header(
            place.names, feed: file.feed, mapping: mapping, file: file.name)
        let rows = FileRows(
            file: file, header: header, forms: .plain, hasSalesforceKeys: false,
            start: place.end, firstLine: place.nextLine, unitsLine: place.unitsLine(header),
            options: options, reading: reading, importDay: clock().day, progress: progress)
        return (rows, place)
    }

    private func importFile(
        _ found: FeedSearch.Found, into store: any FactStore, _ report: RejectsReport,
        _ summary: inout ImportSummary
    ) throws -> ImportSummary.File {
        let (rows, words) = try open(found)
        summary.passedOver += rows.file.passedOver.filter { !summary.passedOver.contains($0) }
        var result = ImportSummary.File(rows.header, name: rows.file.name)
        result.form = rows.file.table.form + words
        result.notes += rows.file.table.notes
        let imported = ImportedFile(feed: found.feed, name: rows.file.name)
        do {
            result.isKept = try store.importFile(imported) { writer in
                try write(rows, writer, report, &result, isSurveyed: false)
            }
        } catch is FactRows.SurveyNeeded {
            result.isKept = try store.importFile(imported) { writer in
                try write(rows, writer, report, &result, isSurveyed: true)
            }
        }
        if !result.isKept {
            try store.refuse(
                imported,
                reason: "\(result.rejected) rows of \(rows.file.name) break a rule, and --strict "
                    + "takes all or nothing", time: clock())
        }
        return result
    }

    /// Writes the rows of a file. Returns the receipt, or nil for a file that is not kept.
    ///
    /// Unless `isSurveyed`, the rows are written as they are read, which throws
    /// `FactRows.SurveyNeeded` for the files where that cannot be.
    private func write(
        _ rows: FileRows, _ writer: any FactWriter, _ report: RejectsReport,
        _ result: inout ImportSummary.File, isSurveyed: Bool
    ) throws -> ImportReceipt? {
        var digest: Prefetched<String>?
        let taken: TakenRows
        do {
            if rows.file.feed == .health {
                var health = try HealthRows(rows, writer)
                taken = try health.write { digest = Prefetched { try rows.file.digest() } }
            } else {
                let facts = try FactRows(rows, writer)
                taken = try isSurveyed ? facts.write() : facts.writeInOnePass()
            }
        } catch let error as TableError {
            throw rows.unusable("\(error)")
        }
        result.add(taken)
        for list in taken.rejects {
            try report.add(list, of: rows.file.name)
            try list.forEach(onlyUnsettled: true, writer.reject)
        }
        try writer.flush()
        result.fates = writer.fates
        if options.isStrict, result.rejected > 0 { return nil }
        return ImportReceipt(
            rejected: result.rejected, digest: try digest?.value() ?? rows.file.digest(),
            time: clock(), details: try result.details())
    }

    // MARK: Rows that waited

    /// Imports the rows that were rejected only because they named an account or a CSM which a feed
    /// has named since.
    private func admitWaiting(
        into store: any FactStore, _ report: RejectsReport, _ summary: inout ImportSummary
    ) throws {
        let names: [Feed] = [.accounts, .csms]
        guard summary.files.contains(where: { $0.isKept && names.contains($0.feed) }) else {
            return
        }
        for feed in options.feeds where try store.hasWaitingRows(of: feed) {
            let imported = ImportedFile(
                feed: feed, name: "\(feed.rawValue) that waited", origin: .waiting)
            var result: ImportSummary.File?
            _ = try store.importFile(imported) { writer in
                let waiting = try WaitingRows(of: feed, writer)
                guard
                    let file = try waiting.file(
                        named: imported.name, scratchFolder: options.scratchFolder)
                else { return nil }
                var (rows, _) = try rows(of: file, ReadingOptions(), nil)
                rows.forms.hasTimesInKey = true
                var found = ImportSummary.File(rows.header, name: imported.name)
                let receipt = try write(rows, writer, report, &found, isSurveyed: true)
                found.isKept = receipt != nil
                result = found
                return receipt
            }
            if let result { summary.files.append(result) }
        }
    }
}

extension FileRows {
    /// Decides how the file is written.
    ///
    /// - Throws: `IntakeError` where its values leave that open or contradict each other.
    func forms(from evidence: FormEvidence) throws(IntakeError) -> ValueForms {
        do throws(FormFault) {
            var forms = try evidence.forms(
                reading, reportingCurrency: options.reportingCurrency)
            let hasCurrencies = header.readColumns.contains {
                $0.column.name == "currency"
                    && ($0.source.position != nil || $0.source.mapping?.constant != nil)
            }
            if let example = evidence.dollarExample, forms.dollar == nil, !hasCurrencies {
                throw FormFault(
                    "nothing tells which dollar \(example.text) on line \(example.line) is, since "
                        + "the reporting currency is \(options.reportingCurrency): add a column "
                        + "'currency', or a mapping with currency: { constant: USD }")
            }
            forms.isTyped = file.table.isTyped
            return forms
        } catch {
            throw unusable(error.reason)
        }
    }
}

extension ImportSummary.File {
    /// What the store keeps of the summary beside the counts.
    private struct Details: Codable {
        var form: [String]
        var notes: [String]
        var reasons: [ImportSummary.Reason]
    }

    /// What the store keeps of the summary beside the counts, as JSON; nil where there is nothing.
    func details() throws -> String? {
        guard !form.isEmpty || !notes.isEmpty || !reasons.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let details = Details(form: form, notes: notes, reasons: reasons)
        return String(decoding: try encoder.encode(details), as: UTF8.self)
    }

    /// Brings back what `details` kept.
    fileprivate mutating func restore(_ text: String?) throws {
        guard let text else { return }
        let kept = try JSONDecoder().decode(Details.self, from: Data(text.utf8))
        (form, notes, reasons) = (kept.form, kept.notes, kept.reasons)
    }

    /// The summary of a file with that header.
    init(_ header: Header, name: String) {
        self.init(feed: header.feed, name: name, unknownColumns: header.unknown)
        notes = header.absent.map { column, source in
            "the mapping reads \(column) from '\(source)', which the file lacks: it stays empty"
        }
        columns = header.readColumns.compactMap { source, column in
            guard source.position != nil || source.mapping?.constant != nil else { return nil }
            return ImportSummary.MatchedColumn(
                column: column.name, source: source.position == nil ? nil : source.name)
        }
    }

    /// Adds what became of the rows.
    mutating func add(_ taken: TakenRows) {
        form += taken.form
        notes += taken.notes.lines + taken.lines
        if feed == .health { notes += Self.scaleNotes(taken.notes) }
        rejected = taken.rejects.reduce(0) { $0 + $1.count }
        var counts: [RejectReason: Int] = [:]
        for list in taken.rejects { counts.merge(list.reasons, uniquingKeysWith: +) }
        reasons = counts.map {
            ImportSummary.Reason(column: $0.key.column, reason: $0.key.reason, count: $0.value)
        }.sorted { ($1.count, $0.column, $0.reason) < ($0.count, $1.column, $1.reason) }
    }

    /// What to say of scores that seem to be on another scale.
    private static func scaleNotes(_ notes: ReadingNotes) -> [String] {
        guard let largest = notes.largestScore, largest > 0,
            let advice = HealthScale.advice(highest: largest, policy: Policy())
        else { return [] }
        return ["\(advice.finding). \(advice.remedy)"]
    }
}
