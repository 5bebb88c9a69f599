import CWorkbook
import Formats
import Glibc

/// An open file as libzip reads it.
final class ArchiveSource {
    private let file: FileDescriptor
    private let size: Int
    private var position = 0
    private(set) var failure: FileError?

    init(_ file: FileDescriptor) throws(FileError) {
        self.file = file
        size = try file.size()
    }

    /// A source for libzip, which keeps this object until it frees the source; nil if memory is
    /// short.
    func make() -> OpaquePointer? {
        let context = Unmanaged.passRetained(self)
        let source = zip_source_function_create(answerCommand, context.toOpaque(), nil)
        if source == nil { context.release() }
        return source
    }

    /// Answers one command of libzip. Negative is failure.
    fileprivate func answer(
        _ command: zip_source_cmd_t, _ data: UnsafeMutableRawBufferPointer
    ) -> Int64 {
        switch command {
        case ZIP_SOURCE_OPEN:
            position = 0
            return 0
        case ZIP_SOURCE_READ:
            return read(into: data)
        case ZIP_SOURCE_SEEK:
            return seek(data)
        case ZIP_SOURCE_TELL:
            return Int64(position)
        case ZIP_SOURCE_STAT:
            return describe(to: data)
        case ZIP_SOURCE_ERROR:
            guard data.count >= 2 * MemoryLayout<Int32>.size else { return -1 }
            data.storeBytes(of: ZIP_ER_READ, as: Int32.self)
            data.storeBytes(of: EIO, toByteOffset: MemoryLayout<Int32>.size, as: Int32.self)
            return Int64(2 * MemoryLayout<Int32>.size)
        case ZIP_SOURCE_SUPPORTS:
            return supported.reduce(0) { $0 | 1 << Int64($1.rawValue) }
        case ZIP_SOURCE_CLOSE:
            return 0
        default:
            return -1
        }
    }

    private func read(into data: UnsafeMutableRawBufferPointer) -> Int64 {
        do {
            let count = try file.read(into: data, at: position)
            position += count
            return Int64(count)
        } catch {
            failure = error
            return -1
        }
    }

    private func seek(_ data: UnsafeMutableRawBufferPointer) -> Int64 {
        guard data.count >= MemoryLayout<zip_source_args_seek_t>.size else { return -1 }
        let wanted = data.load(as: zip_source_args_seek_t.self)
        let base: Int
        switch wanted.whence {
        case SEEK_SET: base = 0
        case SEEK_CUR: base = position
        case SEEK_END: base = size
        default: return -1
        }
        let (target, overflows) = base.addingReportingOverflow(Int(wanted.offset))
        guard !overflows, (0...size).contains(target) else { return -1 }
        position = target
        return 0
    }

    private func describe(to data: UnsafeMutableRawBufferPointer) -> Int64 {
        guard data.count >= MemoryLayout<zip_stat_t>.size else { return -1 }
        var status = zip_stat_t()
        status.valid = UInt64(ZIP_STAT_SIZE)
        status.size = UInt64(size)
        data.storeBytes(of: status, as: zip_stat_t.self)
        return Int64(MemoryLayout<zip_stat_t>.size)
    }
}

private let supported = [
    ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
    ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_SUPPORTS,
]

private func answerCommand(
    _ context: UnsafeMutableRawPointer?, _ data: UnsafeMutableRawPointer?, _ length: UInt64,
    _ command: zip_source_cmd_t
) -> Int64 {
    guard let context else { return -1 }
    let source = Unmanaged<ArchiveSource>.fromOpaque(context)
    guard command != ZIP_SOURCE_FREE else {
        source.release()
        return 0
    }
    return source.takeUnretainedValue().answer(
        command, UnsafeMutableRawBufferPointer(start: data, count: data == nil ? 0 : Int(length)))
}
