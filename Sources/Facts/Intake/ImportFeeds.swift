public import Calendar
import Formats
import Concurrency
import Tables
public import Domain

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
        /// The feed of the files given by path; nil to tell it from each file's name.
        public var feed: Feed?
        /// How to read another system's export; nil for files in the documented form.
        public var mapping: Mapping?
        /// Whether one rejected row keeps the whole file from being imported.
        public var isStrict = false
        /// The path of the rejects report, written only if a row is rejected.
        public var rejectsPath: String
        /// A folder for scratch files. They may grow as large as the unpacked inputs.
        public var scratchFolder: String

        /// Creates options with this path of the rejects report and this scratch folder.
        public init(rejectsPath: String, scratchFolder: String) {
            self.rejectsPath = rejectsPath
            self.scratchFolder = scratchFolder
        }
    }

    private let options: Options
    private let clock: @Sendable () -> Instant
    private let progress: @Sendable (Progress) -> Void

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
    ///   - clock: returns the time, called after a file is read to its end.
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
    /// - Returns: the result for every file.
    /// - Throws: `IntakeError` if no file can be used, or what the store throws. Files imported
    ///   before the failure stay imported.
    public func run(_ paths: [String], into store: any FactStore) throws -> ImportSummary {
        let (files, passedOver) = try FeedSearch(feed: options.feed).find(paths)
        var summary = ImportSummary(passedOver: passedOver)
        let report = RejectsReport(path: options.rejectsPath)
        for (path, feed) in files {
            do {
                summary.files.append(try take(path, feed, into: store, report))
            } catch let error where files.count > 1 && (error is IntakeError || error is FileError)
            {
                summary.refused.append(.init(file: lastComponent(path), reason: "\(error)"))
            }
        }
        summary.rejectsPath = report.isEmpty ? nil : options.rejectsPath
        return summary
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
        let (_, _, header) = try open(path, entry.file.feed)
        var file = ImportSummary.File(
            feed: entry.file.feed, name: entry.file.name, unknownColumns: header.unknown)
        file.fates = entry.fates
        file.rejected = entry.receipt.rejected
        file.isKept = true
        var summary = ImportSummary(passedOver: [])
        summary.files = [file]
        summary.rejectsPath = file.rejected > 0 ? options.rejectsPath : nil
        return summary
    }

    /// Opens a feed's file and reads its header.
    private func open(
        _ path: String, _ feed: Feed
    ) throws -> (file: FeedFile, names: RecordReader, header: Header) {
        let mapping = options.mapping?.feeds[feed.rawValue]
        if let named = options.mapping, mapping == nil {
            throw IntakeError.mapping(
                name: named.platform, reason: "it has nothing for the feed \(feed.rawValue)")
        }
        let file = try FeedFile(path: path, feed: feed, scratchFolder: options.scratchFolder)
        let names = RecordReader(file.content, range: try file.start()..<file.size)
        guard try names.next() != nil else {
            throw IntakeError.header(
                file: file.name, reason: "it is empty; export it with a header")
        }
        let header = try Header(
            names.fields.map { String(decoding: $0, as: UTF8.self) }, feed: feed,
            mapping: mapping, file: file.name)
        return (file, names, header)
    }

    private func take(
        _ path: String, _ feed: Feed, into store: any FactStore, _ report: RejectsReport
    ) throws -> ImportSummary.File {
        let (file, names, header) = try open(path, feed)
        var result = ImportSummary.File(feed: feed, name: file.name, unknownColumns: header.unknown)
        let rows = FileRows(
            file: file, header: header, start: names.offset, firstLine: names.line,
            scratchFolder: options.scratchFolder, progress: progress)
        result.isKept = try store.take(
            ImportedFile(feed: feed, name: file.name)
        ) { writer in
            var digest: Prefetched<String>?
            let rejects =
                feed == .health
                ? try rows.takeHealth(writer) { digest = Prefetched { try file.digest() } }
                : try rows.takeFacts(writer)
            result.rejected = rejects.reduce(0) { $0 + $1.count }
            result.fates = writer.fates
            for list in rejects { try report.add(list) }
            if options.isStrict, result.rejected > 0 { return nil }
            return ImportReceipt(
                rejected: result.rejected, digest: try digest?.value() ?? file.digest(),
                time: clock())
        }
        return result
    }
}
