import CZlib

/// Writes zip files for tests: entries as they are or deflated, and false sizes if asked.
struct ZipFixture {
    private(set) var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0
    private let flags: UInt64

    /// An empty file.
    ///
    /// - Parameter isEncrypted: whether the entries claim to be encrypted.
    init(isEncrypted: Bool = false) { flags = isEncrypted ? 1 : 0 }

    /// The file with a directory at its end.
    var finished: [UInt8] {
        var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        end.add(count, bytes: 2)
        end.add(count, bytes: 2)
        end.add(directory.count, bytes: 4)
        end.add(bytes.count, bytes: 4)
        end.add(0, bytes: 2)
        return bytes + directory + end
    }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - content: its bytes.
    ///   - isDeflated: whether to compress them.
    ///   - claimed: the size that the directory claims; nil for the true one.
    mutating func add(
        _ name: String, _ content: [UInt8], isDeflated: Bool = false, claimed: Int? = nil
    ) {
        let packed = isDeflated ? deflated(content) : content
        var common: [UInt8] = []
        common.add(20, bytes: 2)
        common.add(Int(flags), bytes: 2)
        common.add(isDeflated ? 8 : 0, bytes: 2)
        common.add(0, bytes: 4)
        common.add(Int(crc32(0, content, UInt32(content.count))), bytes: 4)
        common.add(packed.count, bytes: 4)
        common.add(claimed ?? content.count, bytes: 4)
        common.add(name.utf8.count, bytes: 2)
        common.add(0, bytes: 2)
        directory += [0x50, 0x4B, 1, 2, 20, 0] + common
        directory.add(0, bytes: 10)
        directory.add(bytes.count, bytes: 4)
        directory += Array(name.utf8)
        bytes += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + packed
        count += 1
    }
}

/// Bytes as raw deflate data.
func deflated(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    guard
        deflateInit2_(
            &stream, 1, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return [] }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(content.count))))
    let length = content.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            deflate(&stream, Z_FINISH)
            return Int(stream.total_out)
        }
    }
    return Array(output.prefix(length))
}

extension [UInt8] {
    /// Appends a number, low byte first.
    mutating func add(_ number: Int, bytes: Int) {
        for index in 0..<bytes {
            append(index < 8 ? UInt8(truncatingIfNeeded: number >> (8 * index)) : 0)
        }
    }
}
