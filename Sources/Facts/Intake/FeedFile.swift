import Formats
import CZlib
import Domain
import Glibc

/// The open file of one feed. A compressed file is first unpacked into a scratch file.
struct FeedFile {
    let path: String
    let feed: Feed
    let content: FileDescriptor
    /// The size of `content` in bytes.
    let size: Int
    private let original: FileDescriptor

    /// Opens a file. A file whose name ends in `.gz` is unpacked into `scratchFolder`.
    init(path: String, feed: Feed, scratchFolder: String) throws {
        self.path = path
        self.feed = feed
        original = try FileDescriptor.reading(path)
        content =
            path.lowercased().hasSuffix(".gz")
            ? try unpacked(path, into: FileDescriptor.scratch(in: scratchFolder)) : original
        size = try content.size()
    }

    /// The file's name without folders.
    var name: String { lastComponent(path) }

    /// The offset of the first record: 3 after a UTF-8 byte-order mark, otherwise 0.
    func start() throws -> Int {
        var mark = [UInt8](repeating: 0, count: 3)
        let count = try content.read(into: &mark, at: 0)
        return count == 3 && mark == [0xEF, 0xBB, 0xBF] ? 3 : 0
    }

    /// The `ContentDigest` of the file as it is on disk, before unpacking, in hexadecimal.
    func digest() throws -> String { try original.contentDigest().hexadecimal }

    /// The feed for a file name such as `health.csv` or `health.csv.gz`, ignoring case; nil if the
    /// name is not a feed's.
    static func feed(named name: String) -> Feed? {
        let lower = name.lowercased()
        return Feed.allCases.first { feed in
            lower == "\(feed.rawValue).csv" || lower == "\(feed.rawValue).csv.gz"
        }
    }
}

/// The last component of a path.
func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}

/// Unpacks a gzip file of one or more members.
private func unpacked(
    _ path: String, into target: FileDescriptor
) throws -> FileDescriptor {
    guard let archive = gzopen(path, "rb") else {
        throw FileError.unreadable(path: path, reason: reasonOfLastError())
    }
    defer { gzclose(archive) }
    gzbuffer(archive, 1 << 18)
    var piece = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while true {
        let count = piece.withUnsafeMutableBytes { buffer in
            Int(gzread(archive, buffer.baseAddress, UInt32(buffer.count)))
        }
        guard count >= 0 else { throw IntakeError.damagedArchive(path: path) }
        if count == 0 { break }
        try target.write(Array(piece[..<count]), at: offset)
        offset += count
    }
    var status: Int32 = 0
    _ = gzerror(archive, &status)
    guard status == Z_OK || status == Z_STREAM_END, gzeof(archive) == 1 else {
        throw IntakeError.damagedArchive(path: path)
    }
    return target
}
