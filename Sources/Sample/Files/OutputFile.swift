import Glibc

/// A file that is written through a buffer of a megabyte.
final class OutputFile {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private static let capacity = 1 << 20

    init(_ path: String) throws(SampleError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
    }

    deinit { _ = close(descriptor) }

    func write(_ bytes: [UInt8]) throws(SampleError) {
        buffer += bytes
        if buffer.count >= Self.capacity { try flush() }
    }

    func write(_ text: String) throws(SampleError) {
        buffer += text.utf8
        if buffer.count >= Self.capacity { try flush() }
    }

    /// Hands all that is buffered to the system.
    func flush() throws(SampleError) {
        var offset = 0
        while offset < buffer.count {
            let written = buffer.withUnsafeBytes { bytes in
                Glibc.write(
                    descriptor, bytes.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw .cannotWrite(path: path, reason: systemReason()) }
            offset += written
        }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Makes the folder and those above it, where they are missing.
func makeDirectory(_ path: String) throws(SampleError) {
    for end in path.indices where path[end] == "/" && end > path.startIndex {
        _ = mkdir(String(path[..<end]), 0o755)
    }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
        throw .cannotWrite(path: path, reason: systemReason())
    }
}

private func systemReason() -> String { String(cString: strerror(errno)) }
