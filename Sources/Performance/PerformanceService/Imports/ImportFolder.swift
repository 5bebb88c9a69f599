import Formats
import Foundation

/// The folder of one import. It holds the import's record; the file that was sent, until it is taken
/// in; and the rejected rows. Only its owner may read it.
struct ImportFolder: Sendable {
    /// Where it is.
    let path: String

    private static let recordName = "import.json"
    private static let rejectsName = "rejects.csv"

    /// The folder of an import within the folder of all.
    init(_ id: ImportID, in root: String) { path = "\(root)/\(id)" }

    /// Where a file of that name is in it.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Where the rejected rows are listed.
    var rejects: String { file(Self.rejectsName) }

    /// The imports that have a folder within the folder of all, the oldest first.
    ///
    /// - Throws: what reading the folder of all throws; there is none before the first import.
    static func imports(in root: String) throws -> [ImportID] {
        guard access(root, F_OK) == 0 || errno != ENOENT else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: root).compactMap(ImportID.init)
            .sorted()
    }

    /// Makes the folder, and the one of all imports where it is missing.
    ///
    /// - Returns: whether it was made; false where it exists.
    /// - Throws: `FileError.cannotMakeFolder`.
    func make() throws(FileError) -> Bool {
        let root = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))
        for folder in [root, path] where mkdir(folder, 0o700) != 0 {
            guard errno == EEXIST else {
                throw .cannotMakeFolder(path: folder, reason: reasonOfLastError())
            }
            if folder == path { return false }
        }
        return true
    }

    /// Claims the folder for this process for as long as the lock is held; nil where another process
    /// has it.
    ///
    /// - Throws: `FileError.unreadable`.
    func lock() throws(FileError) -> FolderLock? { try FolderLock(path) }

    /// What is kept of the import; nil where nothing is yet.
    ///
    /// - Throws: `FileError` or `DecodingError`.
    func record() throws -> ImportRecord? {
        let path = file(Self.recordName)
        guard access(path, F_OK) == 0 || errno != ENOENT else { return nil }
        let file = try FileDescriptor.reading(path)
        var bytes = [UInt8](repeating: 0, count: try file.size())
        let count = try file.read(into: &bytes, at: 0)
        return try JSONDecoder().decode(ImportRecord.self, from: Data(bytes.prefix(count)))
    }

    /// Keeps what is known of the import. Whatever happens meanwhile, it is there as it was before or
    /// as it is now.
    ///
    /// - Throws: `FileError` or `EncodingError`.
    func keep(_ record: ImportRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try AtomicFile(path: file(Self.recordName), permissions: 0o600)
            .write(Array(try encoder.encode(record)))
    }

    /// Makes the rejected rows as private and as lasting as the record, which is to be kept next.
    ///
    /// - Returns: their size in bytes; 0 without any.
    /// - Throws: `FileError`.
    func secureRejects() throws(FileError) -> Int {
        guard let size = rejectsSize, size > 0 else { return 0 }
        guard chmod(rejects, 0o600) == 0 else {
            throw .unwritable(path: rejects, reason: reasonOfLastError())
        }
        try FileDescriptor.reading(rejects).sync()
        return size
    }

    /// The size of the list of rejected rows; nil without one.
    var rejectsSize: Int? {
        var status = stat()
        return stat(rejects, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Removes a file of that name if it is there.
    ///
    /// - Throws: `FileError.unwritable`.
    func remove(_ name: String) throws(FileError) {
        guard unlink(file(name)) != 0, errno != ENOENT else { return }
        throw .unwritable(path: file(name), reason: reasonOfLastError())
    }

    /// Removes the list of rejected rows.
    ///
    /// - Throws: `FileError.unwritable`.
    func removeRejects() throws(FileError) { try remove(Self.rejectsName) }

    /// Removes all but the record, the rejected rows and the file named.
    ///
    /// - Throws: `FileError.unwritable`, or what reading the folder throws.
    func tidy(keeping name: String? = nil) throws {
        for other in try FileManager.default.contentsOfDirectory(atPath: path)
        where other != Self.recordName && other != name && other != Self.rejectsName {
            try remove(other)
        }
    }

    /// Removes the folder with all that is in it.
    ///
    /// - Throws: what the file manager throws.
    func removeAll() throws { try FileManager.default.removeItem(atPath: path) }
}

/// A process's claim on a folder, which ends with the process at the latest.
final class FolderLock: Sendable {
    private let number: Int32

    fileprivate init?(_ path: String) throws(FileError) {
        number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else { throw .unreadable(path: path, reason: reasonOfLastError()) }
        guard flock(number, LOCK_EX | LOCK_NB) != 0 else { return }
        guard errno == EWOULDBLOCK else {
            throw .unreadable(path: path, reason: reasonOfLastError())
        }
        return nil
    }

    deinit { if number >= 0 { close(number) } }
}
