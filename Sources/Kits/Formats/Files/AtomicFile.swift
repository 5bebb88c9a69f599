public import Glibc

/// A file that is replaced as a whole. Whatever happens, it holds either the old bytes or the new.
/// A device or a pipe is not replaced but written to.
///
///     try AtomicFile(path: "review.json").write(bytes)
public struct AtomicFile: Sendable {
    private let path: String
    private let permissions: mode_t

    /// The file at a path.
    ///
    /// - Parameters:
    ///   - path: where it is.
    ///   - permissions: what it gets whenever it is written.
    public init(path: String, permissions: mode_t = ownerOnlyFile) {
        self.path = path
        self.permissions = permissions
    }

    /// Replaces the file: writes a new one in the same folder and renames it.
    ///
    /// - Throws: `FileError.unwritable`. The file is then as it was.
    public func write(_ bytes: [UInt8]) throws(FileError) {
        guard !isDevice else {
            return try FileDescriptor.creating(path, permissions: permissions).append(bytes)
        }
        let draft = "\(path).\(getpid()).part"
        do {
            let file = try FileDescriptor.creating(draft, permissions: permissions)
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

    /// Whether the path is something else than a file or a folder, such as `/dev/full` or a pipe.
    private var isDevice: Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }
}

/// Makes a folder and the folders above it, for their owner only. Those that exist stay as they
/// are.
///
/// - Throws: `FileError.cannotMakeFolder`.
public func makeFolder(_ path: String) throws(FileError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
        made += part + "/"
        guard mkdir(made, ownerOnlyFolder) != 0, errno != EEXIST else { continue }
        let reason = reasonOfLastError()
        // Some systems give another error than EEXIST for a folder that exists.
        guard access(made, X_OK) != 0 else { continue }
        throw .cannotMakeFolder(path: String(made.dropLast()), reason: reason)
    }
    // A file may have the folder's name; the slash at the end asks for a folder.
    guard made.isEmpty || access(made, F_OK) == 0 else {
        throw .cannotMakeFolder(path: path, reason: reasonOfLastError())
    }
}
