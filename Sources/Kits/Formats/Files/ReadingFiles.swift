import Glibc

/// Reads a small file as text.
///
/// - Parameter path: a file of at most 1 MiB.
/// - Returns: its text.
/// - Throws: `FileError.unreadable`, also if the file is larger or is not UTF-8.
package func readText(_ path: String) throws(FileError) -> String {
    let file = try FileDescriptor.reading(path)
    let size = try file.size()
    guard size <= 1 << 20 else { throw .unreadable(path: path, reason: "it is over 1 MiB") }
    var bytes = [UInt8](repeating: 0, count: size)
    let count = try file.read(into: &bytes, at: 0)
    guard let text = String(validating: bytes[..<count], as: UTF8.self), !text.contains("\0") else {
        throw .unreadable(path: path, reason: "it is not a text file")
    }
    return text
}

/// The names of what is in a folder, without folders and hidden files, sorted by bytes.
///
/// - Returns: nil if the path is no folder, or cannot be opened: `reasonOfLastError` says why.
package func fileNames(inFolder path: String) -> [String]? {
    guard let folder = opendir(path) else { return nil }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
        let type = entry.pointee.d_type
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
            String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        }
        if !name.hasPrefix("."), type != UInt8(DT_DIR) { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
