import Formats
import Glibc
import Synchronization

/// Values kept in a folder, one file each, for their owner only.
///
///     let kept = KeptFolder("parallax.db.kept")
///     let audit = try kept.value("audit", of: dataDigest) { try OverrideAudit(portfolio) }
///
/// The folder can be deleted at any time. A file counts only if it has the digest of its bytes and was written by
/// this very program file from the same source; all others are worked out again. If the folder cannot be
/// written, nothing is kept.
public struct KeptFolder: KeptValues {
    /// The most files that stay. Those that were not used for longest go first.
    static let capacity = 64

    private let path: String
    /// Differs between program files.
    private let program: String
    private static let drafts = Atomic(0)

    /// The folder at a path, which is made when the first value is kept.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - program: what tells this program from others; nil for its file's inode, size and time.
    public init(_ path: String, program: String? = nil) {
        self.path = path
        self.program = program ?? Self.thisProgram
    }

    /// The kept value, or the one that `work` gives, which is then kept.
    public func value<Value: Codable>(
        _ name: String, of source: String, _ work: () throws -> Value
    ) rethrows -> Value {
        var digest = ContentDigest()
        digest.update(program)
        digest.update(source)
        let file = "\(path)/\(name)-\(digest.hexadecimal)"
        if let value: Value = Self.read(file, seed: digest.value) { return value }
        let value = try work()
        keep(value, in: file, seed: digest.value)
        return value
    }

    /// The value of a file; nil unless it is whole.
    private static func read<Value: Decodable>(_ file: String, seed: UInt64) -> Value? {
        guard let bytes = try? FileDescriptor.contents(of: file, most: 1 << 30) else { return nil }
        return bytes.withUnsafeBytes { bytes in
            guard bytes.count >= 8 else { return nil }
            let content = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(8))
            let digest = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
            guard digest == ContentDigest.value(of: content, seed: seed) else { return nil }
            // The oldest go first, and this one is used.
            utimensat(AT_FDCWD, file, nil, 0)
            return try? unpacked(Value.self, from: content)
        }
    }

    private func keep(_ value: some Encodable, in file: String, seed: UInt64) {
        guard let content = try? packed(value) else { return }
        let number = Self.drafts.wrappingAdd(1, ordering: .relaxed).newValue
        let draft = "\(path)/draft-\(getpid())-\(number)"
        do {
            try makeFolder(path)
            let draftFile = try FileDescriptor.creating(draft)
            let digest = content.withUnsafeBytes { ContentDigest.value(of: $0, seed: seed) }
            try withUnsafeBytes(of: digest.littleEndian) { bytes throws(FileError) in
                try draftFile.write(bytes)
            }
            try draftFile.append(content)
            if rename(draft, file) != 0 { unlink(draft) }
        } catch {
            // A read-only or full disk only makes the next review slower.
            unlink(draft)
        }
        removeOldest()
    }

    private func removeOldest() {
        let files = fileNames(inFolder: path)?.map { "\(path)/\($0)" } ?? []
        guard files.count > Self.capacity else { return }
        let byUse = files.map { (file: $0, used: FileTimes($0)) }.sorted { $0.used < $1.used }
        for (file, _) in byUse.dropLast(Self.capacity) { unlink(file) }
    }

    private static let thisProgram: String = {
        var status = stat()
        guard stat("/proc/self/exe", &status) == 0 else { return "\(getpid())" }
        let time = status.st_mtim
        return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(time.tv_sec) \(time.tv_nsec)"
    }()
}

/// When a file was used last.
private struct FileTimes: Comparable {
    private let seconds: Int
    private let nanoseconds: Int

    init(_ file: String) {
        var status = stat()
        stat(file, &status)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }

    static func < (one: Self, other: Self) -> Bool {
        (one.seconds, one.nanoseconds) < (other.seconds, other.nanoseconds)
    }
}
