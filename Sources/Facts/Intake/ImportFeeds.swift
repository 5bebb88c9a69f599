public import Calendar
import Formats
import Concurrency
import Tables
public import Domain

/// Takes the files of feeds into a store of facts.
public struct ImportFeeds: Sendable {
    /// How to treat the files.
    public struct Options: Sendable {
        /// The feed of files whose name does not say it.
        public var feed: Feed?
        /// How the columns of another system's export are read.
        public var mapping: Mapping?
        /// Whether a file with a rejected row is not taken at all.
        public var isStrict = false
        /// Where the rejects report goes, if there are any.
        public var rejectsPath: String
        /// A folder with room for scratch files of the inputs' size.
        public var scratchFolder: String

        /// Options with that report and scratch folder.
        public init(rejectsPath: String, scratchFolder: String) {
            self.rejectsPath = rejectsPath
            self.scratchFolder = scratchFolder
        }
    }

    private let options: Options
    private let clock: @Sendable () -> Instant
    private let progress: @Sendable (Progress) -> Void

    /// How far an import is.
    public struct Progress: Sendable {
        /// The file at hand, without folders.
        public var file: String
        /// Bytes read of it.
        public var done: Int
        /// Bytes in it.
        public var total: Int
    }

    /// An import with these options.
    ///
    /// - Parameters:
    ///   - options: how to treat the files.
    ///   - clock: tells the time, asked when a file is read to its end.
    ///   - progress: is told now and then how far a large file is.
    public init(
        _ options: Options, clock: @escaping @Sendable () -> Instant,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.options = options
        self.clock = clock
        self.progress = progress
    }

    /// Takes every feed found under the paths, files that others refer to first.
    ///
    /// - Parameters:
    ///   - paths: files, and folders whose files are found by name.
    ///   - store: takes the rows; each file is one transaction.
    /// - Returns: what became of every file.
    /// - Throws: `IntakeError` where no file can be used, or what the store throws; files before
    ///   the failing one stay taken.
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

    /// What `run` said, or would have said, of a file that was taken in: for whoever ended between
    /// the store's keeping it and saying so.
    ///
    /// - Parameters:
    ///   - path: the file, as it was taken in.
    ///   - entry: what the import log says of it.
    /// - Returns: the summary; the rejects report is where that import wrote it.
    /// - Throws: `IntakeError` or `FileError` where the file cannot be read.
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

    /// A feed's file, read up to its first row.
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
