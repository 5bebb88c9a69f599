import Formats
import Domain

/// The feed files of one export.
struct FeedFolder {
    private let files: [Feed: FeedFile]

    init(
        _ path: String, feeds: [Feed], styles: [Feed: FeedFile.Style] = [:]
    ) throws(FileError) {
        try makeFolder(path)
        var files: [Feed: FeedFile] = [:]
        for feed in feeds {
            files[feed] = try FeedFile(feed, in: path, style: styles[feed] ?? FeedFile.Style())
        }
        self.files = files
    }

    func write(_ line: FeedLine) throws(FileError) {
        try files[line.feed]?.row(line.fields)
    }

    /// Writes bytes that contain this many whole lines of a feed.
    func write(_ bytes: [UInt8], lines: Int, to feed: Feed) throws(FileError) {
        try files[feed]?.write(bytes, lines: lines)
    }

    /// The line number at which the next row of a feed begins; 0 if the folder lacks the feed.
    func nextLine(of feed: Feed) -> Int { files[feed]?.line ?? 0 }

    func flush() throws(FileError) {
        for file in files.values { try file.flush() }
    }
}
