public import Formats
import Glibc

/// A claim on a piece of work that one process has at a time. It ends with the process, however it ends.
///
/// It is a file of its own: closing a second descriptor of a database would end SQLite's own locks.
public final class ProcessClaim: Sendable {
    private let number: Int32

    /// The claim on the work on the file at a path; nil if another process has it.
    ///
    /// - Throws: `FileError` if the lock's file cannot be opened.
    public init?(on path: String) throws(FileError) {
        let name = path + ".lock"
        number = open(name, O_RDWR | O_CREAT | O_CLOEXEC, ownerOnlyFile)
        guard number >= 0 else {
            throw .unwritable(path: name, reason: reasonOfLastError())
        }
        guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
            close(number)
            return nil
        }
    }

    deinit { close(number) }
}
