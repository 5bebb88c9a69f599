import Formats

/// A file that is written through a buffer of a megabyte.
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

    /// Hands all that is buffered to the system.
    func flush() throws(FileError) {
        try file.append(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
