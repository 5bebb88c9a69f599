import Glibc

/// An open file, closed when the last holder lets go.
package final class FileDescriptor: Sendable {
    private let number: Int32

    private init(number: Int32) {
        self.number = number
    }

    deinit { close(number) }

    /// Opens a file for reading.
    package static func reading(_ path: String) throws(IntakeError) -> FileDescriptor {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw .unreadable(path: path, reason: reasonOfLastError()) }
        let descriptor = FileDescriptor(number: number)
        guard !descriptor.isDirectory else {
            throw .unreadable(path: path, reason: "it is a folder")
        }
        return descriptor
    }

    /// A new file without a name in a folder: it is gone when it is closed, whatever happens.
    package static func scratch(in folder: String) throws(IntakeError) -> FileDescriptor {
        var template = Array("\(folder)/.parallax-XXXXXX".utf8CString)
        let number = mkstemp(&template)
        guard number >= 0 else { throw .unwritable(path: folder, reason: reasonOfLastError()) }
        unlink(template)
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        return FileDescriptor(number: number)
    }

    /// Its length in bytes.
    package var size: Int { Int(status.st_size) }

    private var isDirectory: Bool { status.st_mode & S_IFMT == S_IFDIR }

    private var status: stat {
        var status = stat()
        fstat(number, &status)
        return status
    }

    /// Reads from `offset` into `buffer` until it is full or the file ends; returns the count.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(IntakeError) -> Int
    {
        var done = 0
        while done < buffer.count {
            let count = pread(
                number, buffer.baseAddress?.advanced(by: done), buffer.count - done,
                off_t(offset + done))
            if count < 0 {
                guard errno != EINTR else { continue }
                throw .unreadable(path: "the file", reason: reasonOfLastError())
            }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Writes all of `buffer` at `offset`.
    func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws(IntakeError) {
        var done = 0
        while done < buffer.count {
            let count = pwrite(
                number, buffer.baseAddress?.advanced(by: done), buffer.count - done,
                off_t(offset + done))
            if count < 0 {
                guard errno != EINTR else { continue }
                throw .unwritable(path: "a scratch file", reason: reasonOfLastError())
            }
            done += count
        }
    }
}

/// What the operating system says of the call that failed last.
func reasonOfLastError() -> String {
    String(cString: strerror(errno)).lowercased()
}
