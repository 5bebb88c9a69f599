import Domain
import Formats
import Glibc
import Tables

/// Finds feed files under given paths.
struct FeedSearch {
    /// The feed of given files; nil to tell it from each file's name, or from its sheets.
    let feed: Feed?
    /// The feeds that are wanted, in the order of import.
    let feeds: [Feed]
    /// A folder for scratch files.
    let scratchFolder: String
    /// A file that an import wrote itself, which is no input.
    let rejectsPath: String

    /// A file with the feed that it holds.
    struct Found {
        var path: String
        var feed: Feed
    }

    /// What a search found.
    struct Result {
        /// The files in the order of import.
        var files: [Found] = []
        /// The names of files in folders that are not imported.
        var passedOver: [String] = []
        /// The names of files in folders that the other program reads.
        var elsewhere: [String] = []
        /// Files that cannot be used, each with the reason.
        var refused: [(found: Found, reason: String)] = []
    }

    /// Finds the feed files under the paths.
    ///
    /// - Throws: `IntakeError` if a path is no feed, or a folder has none; `FileError` if there is
    ///   nothing there, or a folder may not be read.
    func find(_ paths: [String]) throws -> Result {
        var result = Result()
        for path in paths {
            if let names = entries(path) {
                try search(path, names, &result)
            } else if errno != ENOTDIR {
                throw FileError.unreadable(path: path, reason: reasonOfLastError())
            } else {
                result.files += try files(at: path)
            }
        }
        let order = feeds
        let sorted = result.files.enumerated().sorted { left, right in
            let leftPlace = order.firstIndex(of: left.element.feed) ?? 0
            let rightPlace = order.firstIndex(of: right.element.feed) ?? 0
            return (leftPlace, left.offset) < (rightPlace, right.offset)
        }
        result.files = sorted.map(\.element)
        return result
    }

    /// The feeds of a file that was named itself: one, or a workbook's several.
    private func files(at path: String) throws -> [Found] {
        if let feed { return [Found(path: path, feed: feed)] }
        let sheets = feedsOfSheets(path)
        if sheets.count > 1 { return sheets.map { Found(path: path, feed: $0) } }
        let byName = FeedFile.feed(named: lastComponent(path), among: feeds)
        guard let feed = byName ?? sheets.first else {
            if let other = otherFeed(of: lastComponent(path)) {
                throw IntakeError.otherProgram(path: path, feed: other)
            }
            throw IntakeError.unknownFeed(path: path, feeds: feeds)
        }
        return [Found(path: path, feed: feed)]
    }

    /// The feed of the other program to which a file belongs by its name; nil if it is none.
    private func otherFeed(of name: String) -> Feed? {
        FeedFile.feed(named: name, among: Feed.all.filter { !feeds.contains($0) })
    }

    private func search(_ path: String, _ names: [String], _ result: inout Result) throws {
        var found: [Found] = []
        for name in names where "\(path)/\(name)" != rejectsPath && name != rejectsPath {
            let file = "\(path)/\(name)"
            var named = feedsOfSheets(file)
            if named.count < 2, let feed = FeedFile.feed(named: name, among: feeds) {
                named = [feed]
            }
            found += named.map { Found(path: file, feed: $0) }
            guard named.isEmpty else { continue }
            if otherFeed(of: name) == nil {
                result.passedOver.append(name)
            } else {
                result.elsewhere.append(name)
            }
        }
        guard !found.isEmpty else { throw IntakeError.noFeeds(path: path) }
        for (_, files) in Dictionary(grouping: found, by: \.feed).sorted(by: {
            $0.key.rawValue < $1.key.rawValue
        }) {
            guard files.count > 1 else {
                result.files += files
                continue
            }
            let names = files.map { lastComponent($0.path) }
            for file in files {
                let others = names.filter { $0 != lastComponent(file.path) }
                result.refused.append(
                    (
                        file,
                        "cannot use \(lastComponent(file.path)): \(others.joined(separator: ", ")) "
                            + "in the same folder is the feed \(file.feed.rawValue) too; leave one "
                            + "of them"
                    ))
            }
        }
    }

    /// The feeds after which the sheets of a workbook are named; none for other files.
    func feedsOfSheets(_ path: String) -> [Feed] {
        do {
            guard try TableFile.isZip(path),
                let sheets = try TableFile(path: path, scratchFolder: scratchFolder).sheets()
            else { return [] }
            return sheets.names.compactMap { FeedFile.feed(named: $0, among: feeds) }
        } catch {
            // A file that cannot be opened is refused, with the reason, when it is read.
            return []
        }
    }

    /// The names of the files in a folder; nil if the path is not a folder.
    private func entries(_ path: String) -> [String]? { fileNames(inFolder: path) }
}
