import Formats
import Glibc
import TestSupport
import Testing

@Suite struct FileDescriptorTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func bytes(of path: String) throws -> [UInt8] {
        let file = try FileDescriptor.reading(path)
        var bytes = [UInt8](repeating: 0, count: try file.size())
        #expect(try file.read(into: &bytes, at: 0) == bytes.count)
        return bytes
    }

    @Test func `What is appended and written at an offset is read back`() throws {
        let path = "\(folder.path)/file"
        let file = try FileDescriptor.creating(path)
        try file.append(Array("abc".utf8))
        try file.append(Array("def".utf8))
        try file.write(Array("XY".utf8), at: 2)
        try file.append(Array("g".utf8))
        try file.sync()
        #expect(try bytes(of: path) == Array("abXYefg".utf8))
    }

    @Test func `A read stops at the end of the file`() throws {
        let file = try FileDescriptor.reading(try folder.write("file", "12345"))
        var bytes = [UInt8](repeating: 0, count: 4)
        #expect(try file.read(into: &bytes, at: 3) == 2)
        #expect(bytes == [UInt8(ascii: "4"), UInt8(ascii: "5"), 0, 0])
        #expect(try file.read(into: &bytes, at: 5) == 0)
        #expect(try file.read(into: &bytes, at: 99) == 0)
    }

    @Test func `A file that exists is emptied, or refused where it must be new`() throws {
        let path = try folder.write("file", "old")
        #expect(throws: FileError.unwritable(path: path, reason: "file exists")) {
            _ = try FileDescriptor.creating(path, exclusively: true)
        }
        #expect(try bytes(of: path) == Array("old".utf8))
        _ = try FileDescriptor.creating(path)
        #expect(try bytes(of: path) == [])
    }

    @Test func `A new file has the permissions asked for`() throws {
        let path = "\(folder.path)/secret"
        _ = try FileDescriptor.creating(path, permissions: 0o600, exclusively: true)
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test func `A folder and a missing file cannot be read`() {
        let path = folder.path
        #expect(throws: FileError.unreadable(path: path, reason: "it is a folder")) {
            _ = try FileDescriptor.reading(path)
        }
        let none = "\(path)/none"
        #expect(throws: FileError.unreadable(path: none, reason: "no such file or directory")) {
            _ = try FileDescriptor.reading(none)
        }
    }

    @Test func `A scratch file has no name, holds what is written and is gone after close`() throws
    {
        var file: FileDescriptor? = try FileDescriptor.scratch(in: folder.path)
        #expect(folder.names() == [])
        try file?.append([1, 2, 3])
        var bytes: [UInt8] = [0, 0]
        #expect(try file?.read(into: &bytes, at: 1) == 2)
        #expect(bytes == [2, 3])
        file = nil
        #expect(folder.names() == [])
    }

    @Test func `A scratch file in a missing folder is an error that names the folder`() {
        let missing = "\(folder.path)/none"
        let error = FileError.unwritable(
            path: "in \(missing)", reason: "no such file or directory")
        #expect(throws: error) { _ = try FileDescriptor.scratch(in: missing) }
    }

    @Test func `A full device is an error that names the file`() throws {
        let file = try FileDescriptor.creating("/dev/full")
        let error = FileError.unwritable(path: "/dev/full", reason: "no space left on device")
        #expect(throws: error) { try file.append([1]) }
        #expect(throws: error) { try file.write([1], at: 0) }
        try file.append([])
    }

    @Test func `Bytes for a full device are not all written, and errno says why`() {
        let number = open("/dev/full", O_WRONLY | O_CLOEXEC)
        defer { close(number) }
        let (isWritten, reason) = [UInt8](repeating: 1, count: 100).withUnsafeBytes { bytes in
            (writeAll(bytes, to: number), errno)
        }
        #expect(!isWritten && reason == ENOSPC)
    }
}
