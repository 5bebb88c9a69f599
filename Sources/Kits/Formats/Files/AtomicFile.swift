import Glibc

/// A file that is replaced as a whole. Whatever happens, it holds either the old bytes or the new.
///
///     try AtomicFile(path: "review.json").write(bytes)
public struct AtomicFile: Sendable {
    private let path: String

    /// The file at a path.
    public init(path: String) { self.path = path }

    /// Replaces the file: writes a new one in the same folder and renames it.
    ///
    /// - Throws: `FileError.unwritable`. The file is then as it was.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        let draft = "\(path).\(getpid()).part"
        do {
            let file = try FileDescriptor.creating(draft)
            try file.append(bytes)
            try file.sync()
        } catch {
            unlink(draft)
            throw .unwritable(path: path, reason: error.reason)
        }
        guard rename(draft, path) == 0 else {
            let reason = reasonOfLastError()
            unlink(draft)
            throw .unwritable(path: path, reason: reason)
        }
    }
}

/// Makes a folder and the folders above it. Those that exist stay as they are.
///
/// - Throws: `FileError.cannotMakeFolder`.
public func makeFolder(_ path: String) throws(FileError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
        made += part + "/"
        // Some systems give another error than EEXIST for a folder that exists.
        guard mkdir(made, 0o755) != 0, errno != EEXIST, access(made, X_OK) != 0 else { continue }
        throw .cannotMakeFolder(path: String(made.dropLast()), reason: reasonOfLastError())
    }
}
