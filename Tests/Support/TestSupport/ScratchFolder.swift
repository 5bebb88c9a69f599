import Formats
import Glibc

/// A folder for files, removed with all that is in it when the test is over.
package final class ScratchFolder: Sendable {
    /// Where it is.
    package let path: String

    /// A new folder.
    ///
    /// - Throws: `FileError.cannotMakeFolder`.
    package init() throws {
        var template = Array("/tmp/parallax-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw FileError.cannotMakeFolder(path: "/tmp", reason: reasonOfLastError())
        }
        path = template.withUnsafeBufferPointer { text in
            String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    deinit { removeTree(path) }

    /// Writes a file, making the folders in its name, and returns its path.
    @discardableResult
    package func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = "\(path)/\(name)"
        if let slash = file.lastIndex(of: "/") { try makeFolder(String(file[..<slash])) }
        try FileDescriptor.creating(file).append(Array(bytes))
        return file
    }

    /// Writes a text as a file and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try write(name, text.utf8)
    }

    /// The text of a file.
    package func text(of name: String) throws -> String {
        let file = try FileDescriptor.reading("\(path)/\(name)")
        var bytes = [UInt8](repeating: 0, count: try file.size())
        let count = try file.read(into: &bytes, at: 0)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// The names of the files and folders in it or in a folder of it, in order.
    package func names(in folder: String = "") -> [String] {
        namesOfFiles(in: "\(path)/\(folder)").sorted()
    }
}

private func removeTree(_ path: String) {
    guard unlink(path) != 0 else { return }
    for name in namesOfFiles(in: path) { removeTree("\(path)/\(name)") }
    rmdir(path)
}

private func namesOfFiles(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}
