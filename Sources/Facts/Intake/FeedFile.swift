import Domain
import Formats
import Tables

/// The open file of one feed, as plain CSV.
struct FeedFile {
    let path: String
    let feed: Feed
    let table: PlainTable
    /// What of the file was passed over: hidden and empty sheets, and those of other names.
    private(set) var passedOver: [String] = []
    private let original: FileDescriptor

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - feed: the feed whose rows it holds.
    ///   - feeds: the feeds of the program, after which sheets may be named.
    ///   - reading: what a person says about its form.
    ///   - mapping: how its columns become those of the feed.
    ///   - scratchFolder: a folder for copies.
    /// - Throws: `IntakeError` or `FileError`.
    init(
        path: String, feed: Feed, among feeds: [Feed], _ reading: ReadingOptions,
        mapping: Mapping.FeedMapping?,
        scratchFolder: String
    ) throws {
        self.path = path
        self.feed = feed
        do {
            let file = try TableFile(path: path, scratchFolder: scratchFolder)
            original = file.original
            var options = TableOptions(
                sheet: reading.sheet, encoding: reading.encoding, separator: reading.separator)
            options.headerLines = max(options.headerLines, reading.headerRow ?? 0)
            if reading.sheet == nil, let (names, others) = try file.sheets() {
                options.sheet = names.first {
                    FeedFile.feed(named: $0, among: feeds) == feed
                }
                passedOver = others.map { "sheet '\($0)'" }
                if let chosen = options.sheet {
                    // The sheets of other feeds are read as files of their own.
                    passedOver += names.filter {
                        $0 != chosen && FeedFile.feed(named: $0, among: feeds) == nil
                    }.map { "sheet '\($0)'" }
                }
            }
            table = try file.plain(options) { Header.isHeader($0, feed: feed, mapping: mapping) }
        } catch let error as TableError {
            throw IntakeError.unusable(file: lastComponent(path), reason: "\(error)")
        }
    }

    /// A file that the program has written itself.
    init(named name: String, feed: Feed, _ content: FileDescriptor) throws {
        path = name
        self.feed = feed
        table = try PlainTable(content)
        original = content
    }

    /// The file's name without folders.
    var name: String { lastComponent(path) }

    /// The `ContentDigest` of the file as it is on disk, before unpacking, in hexadecimal.
    func digest() throws -> String { try original.contentDigest().hexadecimal }

    /// The feed of these to which a file or a sheet belongs by its name up to the first point,
    /// ignoring case and blanks; nil if it is not a feed's.
    static func feed(named name: String, among feeds: [Feed]) -> Feed? {
        let stem = name.prefix { $0 != "." }
        return feeds.feed(named: columnName(String(stem)))
    }
}

/// The last component of a path.
func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}
