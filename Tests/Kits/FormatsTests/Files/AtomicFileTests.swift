import Formats
import Glibc
import TestSupport
import Testing

@Suite struct AtomicFileTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func text(_ path: String) throws -> String {
        let file = try FileDescriptor.reading(path)
        var bytes = [UInt8](repeating: 0, count: try file.size())
        _ = try file.read(into: &bytes, at: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `A file is made or replaced as a whole, and no draft stays`() throws {
        let path = "\(folder.path)/file"
        try AtomicFile(path: path).write(Array("long and old".utf8))
        try AtomicFile(path: path).write(Array("new".utf8))
        #expect(try text(path) == "new")
        #expect(folder.names() == ["file"])
    }

    @Test func `A full disk leaves the old file and no draft`() throws {
        let path = try folder.write("file", "old")
        // The draft leads to a device that takes nothing.
        #expect(symlink("/dev/full", "\(path).\(getpid()).part") == 0)
        #expect(throws: FileError.unwritable(path: path, reason: "no space left on device")) {
            try AtomicFile(path: path).write([1, 2, 3])
        }
        #expect(try text(path) == "old")
        #expect(folder.names() == ["file"])
    }

    @Test func `A device is written to and not replaced`() throws {
        #expect(
            throws: FileError.unwritable(path: "/dev/full", reason: "no space left on device")
        ) { try AtomicFile(path: "/dev/full").write([1]) }
        try AtomicFile(path: "/dev/null").write([1])
        for path in ["/dev/full", "/dev/null"] {
            var status = stat()
            #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        }
    }

    @Test func `A missing folder is an error that names the file`() {
        let path = "\(folder.path)/none/file"
        #expect(throws: FileError.unwritable(path: path, reason: "no such file or directory")) {
            try AtomicFile(path: path).write([1])
        }
        #expect(folder.names() == [])
    }

    @Test func `A folder in the file's place stays, and no draft does`() throws {
        let path = "\(folder.path)/file"
        try makeFolder(path)
        #expect(throws: FileError.unwritable(path: path, reason: "is a directory")) {
            try AtomicFile(path: path).write([1])
        }
        #expect(folder.names() == ["file"])
    }
}

@Suite struct MakeFolderTests {
    @Test func `Folders are made with those above them, and those that exist stay`() throws {
        let folder = try ScratchFolder()
        try makeFolder("\(folder.path)/a/b/c")
        try folder.write("a/file", "kept")
        try makeFolder("\(folder.path)/a/b")
        #expect(folder.names(in: "a") == ["b", "file"])
        #expect(folder.names(in: "a/b") == ["c"])
    }

    @Test func `A file in a folder's place is an error that names it`() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("file", "kept")
        #expect(throws: FileError.cannotMakeFolder(path: path, reason: "not a directory")) {
            try makeFolder(path)
        }
        let below = "\(path)/below"
        #expect(throws: FileError.cannotMakeFolder(path: below, reason: "not a directory")) {
            try makeFolder(below)
        }
        #expect(folder.names() == ["file"])
    }
}
