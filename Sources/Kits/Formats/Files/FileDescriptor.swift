public import Glibc

/// An open file. It is closed when the last reference to it is gone.
///
/// ```swift
/// let file = try FileDescriptor.creating("scores.csv")
/// try file.append(Array("account_id,score\n".utf8))
/// try file.sync()
/// ```
public final class FileDescriptor: Sendable {
    private let number: Int32
    /// The name of the file in errors.
    private let path: String

    /// Linux's `O_TMPFILE` beside `O_DIRECTORY`; Swift does not import the macro.
    private static let temporaryFile: Int32 = 0o20_000_000

    private init(number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit { close(number) }

    /// Opens a file for reading.
    ///
    /// - Throws: `FileError.unreadable`, also for a folder.
    public static func reading(_ path: String) throws(FileError) -> FileDescriptor {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw .unreadable(path: path, reason: reasonOfLastError()) }
        let descriptor = FileDescriptor(number: number, path: path)
        guard try descriptor.status().st_mode & S_IFMT != S_IFDIR else {
            throw .unreadable(path: path, reason: "it is a folder")
        }
        return descriptor
    }

    /// Opens a file for writing. A file that exists is emptied; one that does not is made.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - permissions: what the file gets, whatever the umask; devices and pipes keep theirs.
    ///   - exclusively: whether it is an error if the file exists.
    /// - Returns: the open file.
    /// - Throws: `FileError.unwritable`.
    public static func creating(
        _ path: String, permissions: mode_t = ownerOnlyFile, exclusively: Bool = false
    ) throws(FileError) -> FileDescriptor {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (exclusively ? O_EXCL : O_TRUNC)
        let number = open(path, flags, permissions)
        guard number >= 0 else { throw .unwritable(path: path, reason: reasonOfLastError()) }
        let file = FileDescriptor(number: number, path: path)
        // A file that exists keeps its permissions when it is opened.
        if try file.status().st_mode & S_IFMT == S_IFREG {
            guard fchmod(number, permissions) == 0 else {
                throw .unwritable(path: path, reason: reasonOfLastError())
            }
        }
        return file
    }

    /// Makes a file without a name in a folder. The system removes it when it is closed, even after
    /// a crash.
    ///
    /// - Throws: `FileError.unwritable`.
    public static func scratch(in folder: String) throws(FileError) -> FileDescriptor {
        let unnamed = open(folder, O_RDWR | O_DIRECTORY | O_CLOEXEC | temporaryFile, 0o600)
        if unnamed >= 0 {
            return FileDescriptor(number: unnamed, path: "a scratch file in \(folder)")
        }
        // Some file systems want a name at first.
        var template = Array("\(folder)/.parallax-XXXXXX".utf8CString)
        let number = mkstemp(&template)
        guard number >= 0, fcntl(number, F_SETFD, FD_CLOEXEC) == 0 else {
            throw .unwritable(path: "in \(folder)", reason: reasonOfLastError())
        }
        unlink(template)
        return FileDescriptor(number: number, path: "a scratch file in \(folder)")
    }

    /// Its length in bytes.
    ///
    /// - Throws: `FileError.unreadable`.
    public func size() throws(FileError) -> Int { Int(try status().st_size) }

    private func status() throws(FileError) -> stat {
        var status = stat()
        guard fstat(number, &status) == 0 else {
            throw .unreadable(path: path, reason: reasonOfLastError())
        }
        return status
    }

    /// All bytes of a file.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - limit: the most bytes that it may have.
    /// - Returns: the bytes.
    /// - Throws: `FileError.unreadable`, also if it is larger.
    public static func contents(of path: String, most limit: Int) throws(FileError) -> [UInt8] {
        let file = try reading(path)
        let size = try file.size()
        guard size <= limit else {
            throw .unreadable(path: path, reason: "it is over \(limit >> 20) MiB")
        }
        var bytes = [UInt8](repeating: 0, count: size)
        let count = try file.read(into: &bytes, at: 0)
        return Array(bytes[..<count])
    }

    /// Reads from `offset` into `buffer` until it is full or the file ends.
    ///
    /// - Returns: how many bytes were read.
    ///
    /// - Throws: `FileError.unreadable`.
    public func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) throws(FileError) -> Int {
        var done = 0
        while done < buffer.count {
            let count = pread(
                number, buffer.baseAddress?.advanced(by: done), buffer.count - done,
                off_t(offset + done))
            if count < 0 {
                guard errno != EINTR else { continue }
                throw .unreadable(path: path, reason: reasonOfLastError())
            }
            if count == 0 { break }
            done += count
        }
        return done
    }

    /// Fills `bytes` from `offset` on.
    ///
    /// - Returns: how many bytes were read.
    ///
    /// - Throws: `FileError.unreadable`.
    public func read(into bytes: inout [UInt8], at offset: Int) throws(FileError) -> Int {
        let result = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(FileError) in try read(into: buffer, at: offset) }
        }
        return try result.get()
    }

    /// The digest of all its bytes.
    ///
    /// - Throws: `FileError.unreadable`.
    public func contentDigest() throws(FileError) -> ContentDigest {
        var digest = ContentDigest()
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var offset = 0
        while true {
            let count = try read(into: &piece, at: offset)
            guard count > 0 else { return digest }
            piece.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            offset += count
        }
    }

    /// Writes all of `buffer` at `offset`, or at the end of the last append.
    ///
    /// - Throws: `FileError.unwritable`.
    public func write(
        _ buffer: UnsafeRawBufferPointer, at offset: Int? = nil
    ) throws(FileError) {
        guard writeAll(buffer, to: number, at: offset) else {
            throw .unwritable(path: path, reason: reasonOfLastError())
        }
    }

    /// Writes all of `bytes` at `offset`.
    ///
    /// - Throws: `FileError.unwritable`.
    public func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        try write(bytes, offset)
    }

    /// Writes all of `bytes` at the end of the last append.
    ///
    /// - Throws: `FileError.unwritable`.
    public func append(_ bytes: [UInt8]) throws(FileError) { try write(bytes, nil) }

    private func write(_ bytes: [UInt8], _ offset: Int?) throws(FileError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(FileError) in try write(buffer, at: offset) }
        }
        try result.get()
    }

    /// Waits until everything written is on the disk.
    ///
    /// - Throws: `FileError.unwritable`.
    public func sync() throws(FileError) {
        guard fsync(number) == 0 else {
            throw .unwritable(path: path, reason: reasonOfLastError())
        }
    }
}

/// Writes all bytes to an open file, at an offset or at its current position.
///
/// - Returns: whether all were written. If not, `errno` says why.
public func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, at offset: Int? = nil
) -> Bool {
    var done = 0
    while done < bytes.count {
        let start = bytes.baseAddress?.advanced(by: done)
        let count =
            offset.map { pwrite(descriptor, start, bytes.count - done, off_t($0 + done)) }
            ?? Glibc.write(descriptor, start, bytes.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
    }
    return true
}
