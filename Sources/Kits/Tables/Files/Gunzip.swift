import CZlib
package import Formats

/// Unpacks gzip data of one or more members, piece by piece.
package final class Gunzip {
    /// The most that a byte of an archive may unpack to, once it has unpacked to `freeBytes`. CSV
    /// seldom reaches 50.
    private static let mostRatio = 400
    private static let freeBytes = 256 << 20
    private static let inputSize = 1 << 18
    private static let outputSize = 1 << 20

    private var stream = z_stream()
    private let input = UnsafeMutablePointer<UInt8>.allocate(capacity: inputSize)
    private let output = UnsafeMutablePointer<UInt8>.allocate(capacity: outputSize)
    private let source: FileDescriptor
    private let target: FileDescriptor
    private var read = 0
    private var written = 0
    private var isBetweenMembers = false

    private init(_ source: FileDescriptor, _ target: FileDescriptor) throws(TableError) {
        self.source = source
        self.target = target
        // 15 bits of window, and a gzip header.
        let status = inflateInit2_(
            &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw .damagedArchive }
    }

    deinit {
        inflateEnd(&stream)
        input.deallocate()
        output.deallocate()
    }

    /// Unpacks a file into another one.
    ///
    /// - Throws: `TableError` or `FileError`.
    package static func unpack(_ source: FileDescriptor, into target: FileDescriptor) throws {
        try Gunzip(source, target).run()
    }

    private func run() throws {
        while true {
            let buffer = UnsafeMutableRawBufferPointer(start: input, count: Self.inputSize)
            let count = try source.read(into: buffer, at: read)
            guard count > 0 else { break }
            read += count
            stream.next_in = input
            stream.avail_in = UInt32(count)
            try inflateInput()
        }
        guard isBetweenMembers else { throw TableError.damagedArchive }
    }

    private func inflateInput() throws {
        repeat {
            if isBetweenMembers, try !beginMember() { return }
            stream.next_out = output
            stream.avail_out = UInt32(Self.outputSize)
            let status = inflate(&stream, Z_NO_FLUSH)
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw TableError.damagedArchive
            }
            let made = Self.outputSize - Int(stream.avail_out)
            try target.write(UnsafeRawBufferPointer(start: output, count: made), at: written)
            written += made
            guard written < Self.freeBytes || written / Self.mostRatio < read else {
                throw TableError.bomb(megabytes: written >> 20)
            }
            isBetweenMembers = status == Z_STREAM_END
        } while stream.avail_in > 0 || stream.avail_out == 0
    }

    /// Prepares for the next member. Returns false if the input holds nothing but the zeros that
    /// may follow the last one.
    private func beginMember() throws(TableError) -> Bool {
        while stream.avail_in > 0, stream.next_in.pointee == 0 {
            stream.next_in += 1
            stream.avail_in -= 1
        }
        guard stream.avail_in > 0 else { return false }
        guard inflateReset(&stream) == Z_OK else { throw .damagedArchive }
        isBetweenMembers = false
        return true
    }
}
