import Formats

/// A file written through a buffer of 1 MiB.
final class OutputFile {
    private let file: FileDescriptor
    private var buffer: [UInt8] = []
    private static let capacity = 1 << 20

    init(_ path: String) throws(FileError) { file = try FileDescriptor.creating(path) }

    func write(_ bytes: some Sequence<UInt8>) throws(FileError) {
        buffer += bytes
        if buffer.count >= Self.capacity { try flush() }
    }

    func write(_ text: String) throws(FileError) { try write(text.utf8) }

    /// Writes the buffered bytes to the file.
    func flush() throws(FileError) {
        try file.append(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
