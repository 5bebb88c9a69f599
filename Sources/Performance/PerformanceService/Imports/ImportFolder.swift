import Formats
import Foundation

/// The folder of one import. It holds the import's record, the uploaded file until it is imported,
/// and the rejected rows. Only its owner may read it.
struct ImportFolder: Sendable {
    /// The path of the folder.
    let path: String

    private static let recordName = "import.json"
    private static let rejectsName = "rejects.csv"
    /// The names of the folder's own files, which no uploaded file may have.
    static let reservedNames = [recordName, rejectsName]

    /// The folder of an import within the root folder.
    init(_ id: ImportID, in root: String) { path = "\(root)/\(id)" }

    /// The size in bytes of a file in the folder; 0 if there is none.
    func size(of name: String) -> Int {
        var status = stat()
        return stat(file(name), &status) == 0 ? Int(status.st_size) : 0
    }

    /// The path of a file in the folder.
    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The path of the list of rejected rows.
    var rejects: String { file(Self.rejectsName) }

    /// The imports that have a folder in the root folder, oldest first. Empty if the root folder
    /// does not exist, which is so until the first import.
    ///
    /// - Throws: an error if the root folder cannot be read.
    static func imports(in root: String) throws -> [ImportID] {
        guard access(root, F_OK) == 0 || errno != ENOENT else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: root).compactMap(ImportID.init)
            .sorted()
    }

    /// Creates the folder, and the root folder if it is missing.
    ///
    /// - Returns: true if the folder was created; false if it exists already.
    /// - Throws: `FileError.cannotMakeFolder`.
    func make() throws(FileError) -> Bool {
        let root = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))
        for folder in [root, path] where mkdir(folder, ownerOnlyFolder) != 0 {
            guard errno == EEXIST else {
                throw .cannotMakeFolder(path: folder, reason: reasonOfLastError())
            }
            if folder == path { return false }
        }
        return true
    }

    /// Claims the folder for this process while the lock is held; nil if another process has
    /// claimed it.
    ///
    /// - Throws: `FileError.unreadable`.
    func lock() throws(FileError) -> FolderLock? { try FolderLock(path) }

    /// The import's record; nil if it has not been written yet.
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

    /// Writes the import's record atomically: after a crash, the file is either the old record or
    /// the new one.
    ///
    /// - Throws: `FileError` or `EncodingError`.
    func keep(_ record: ImportRecord) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try AtomicFile(path: file(Self.recordName))
            .write(Array(try encoder.encode(record)))
    }

    /// Syncs the rejected rows to disk. Call it before writing the record.
    ///
    /// - Returns: their size in bytes; 0 if there are none.
    /// - Throws: `FileError`.
    func syncRejects() throws(FileError) -> Int {
        guard let size = rejectsSize, size > 0 else { return 0 }
        try FileDescriptor.reading(rejects).sync()
        return size
    }

    /// The size in bytes of the list of rejected rows; nil if there is none.
    var rejectsSize: Int? {
        var status = stat()
        return stat(rejects, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Deletes a file in the folder if it exists.
    ///
    /// - Throws: `FileError.unwritable`.
    func remove(_ name: String) throws(FileError) {
        guard unlink(file(name)) != 0, errno != ENOENT else { return }
        throw .unwritable(path: file(name), reason: reasonOfLastError())
    }

    /// Deletes the list of rejected rows.
    ///
    /// - Throws: `FileError.unwritable`.
    func removeRejects() throws(FileError) { try remove(Self.rejectsName) }

    /// Deletes everything except the record, the rejected rows and the file named.
    ///
    /// - Throws: `FileError.unwritable`, or an error if the folder cannot be read.
    func tidy(keeping name: String? = nil) throws {
        for other in try FileManager.default.contentsOfDirectory(atPath: path)
        where other != Self.recordName && other != name && other != Self.rejectsName {
            try remove(other)
        }
    }

    /// Deletes the folder and its contents.
    ///
    /// - Throws: what the file manager throws.
    func removeAll() throws { try FileManager.default.removeItem(atPath: path) }
}

/// A process's exclusive claim on a folder. It ends when the process ends, if not before.
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
