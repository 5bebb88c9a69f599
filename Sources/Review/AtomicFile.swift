import Glibc

/// A file that is either as it was or wholly new, whatever happens meanwhile.
package struct AtomicFile {
    private let path: String

    /// The file at a path.
    package init(path: String) {
        self.path = path
    }

    /// Replaces the file: writes beside it, then renames.
    ///
    /// - Throws: `ReviewError.cannotWrite`; the file is as it was.
    package func write(_ bytes: [UInt8]) throws(ReviewError) {
        let draft = "\(path).\(getpid()).part"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure() }
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(file, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw abandoned(draft, file) }
            written += count
        }
        guard fsync(file) == 0 else { throw abandoned(draft, file) }
        guard close(file) == 0, rename(draft, path) == 0 else {
            let failure = failure()
            unlink(draft)
            throw failure
        }
    }

    private func abandoned(_ draft: String, _ file: Int32) -> ReviewError {
        let failure = failure()
        close(file)
        unlink(draft)
        return failure
    }

    private func failure() -> ReviewError {
        .cannotWrite(path: path, cause: systemCause())
    }
}

/// Makes a folder and the folders above it; those that are there already stay.
///
/// - Throws: `ReviewError.cannotMakeFolder`.
func makeFolder(_ path: String) throws(ReviewError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
        made += part + "/"
        // Some systems refuse to make a folder that exists for another reason than that.
        guard mkdir(made, 0o755) != 0, errno != EEXIST, access(made, X_OK) != 0 else { continue }
        throw .cannotMakeFolder(path: String(made.dropLast()), cause: systemCause())
    }
}

/// The last failure of a system call, in words.
private func systemCause() -> String { String(cString: strerror(errno)) }
