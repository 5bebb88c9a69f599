import COffice
import Glibc

/// A file in memory, for libraries that write to a path. It is gone when it is closed.
final class MemoryFile {
    private let number: Int32

    /// A path that opens it, in this process only.
    var path: String { "/proc/self/fd/\(number)" }

    /// Makes an empty file; nil where memory is short.
    init?() {
        number = openMemoryFile()
        guard number >= 0 else { return nil }
    }

    /// Makes a file with these bytes; nil where memory is short.
    convenience init?(_ bytes: [UInt8]) {
        self.init()
        var at = 0
        while at < bytes.count {
            let written = bytes[at...].withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
            guard written > 0 else { return nil }
            at += written
        }
    }

    deinit { close(number) }

    /// All its bytes; nil where they cannot be read.
    func bytes() -> [UInt8]? {
        let size = Int(lseek(number, 0, SEEK_END))
        guard size >= 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let read = pread(
                    number, buffer.baseAddress.map { $0 + count }, size - count, off_t(count))
                guard read > 0 else { break }
                count += read
            }
        }
    }
}
