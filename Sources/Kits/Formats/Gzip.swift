import CZlib

/// Compresses bytes in the gzip format.
///
/// - Returns: nil where zlib fails.
/// - Complexity: O(n).
///
/// Source: RFC 1952.
package func gzip(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    // Adding 16 to the window size asks zlib for a gzip header.
    let window = MAX_WBITS + 16
    guard
        deflateInit2_(
            &stream, 6, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let written = bytes.withUnsafeBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output -> Int? in
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            return deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : nil
        }
    }
    return written.map { Array(output.prefix($0)) }
}

/// The bytes that were compressed in the gzip format.
///
/// - Returns: nil where the input is damaged or cut short, or is followed by other bytes.
/// - Complexity: O(n) in the bytes returned.
///
/// Source: RFC 1952.
package func gunzip(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard
        inflateInit2_(
            &stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var window = [UInt8](repeating: 0, count: 1 << 18)
    let isWhole = bytes.withUnsafeBufferPointer { input -> Bool in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = UInt32(input.count)
        while true {
            let (status, made) = window.withUnsafeMutableBufferPointer { part in
                stream.next_out = part.baseAddress
                stream.avail_out = UInt32(part.count)
                return (inflate(&stream, Z_NO_FLUSH), part.count - Int(stream.avail_out))
            }
            output.append(contentsOf: window[0..<made])
            if status == Z_STREAM_END { return stream.avail_in == 0 }
            guard status == Z_OK, made > 0 || stream.avail_in > 0 else { return false }
        }
    }
    return isWhole ? output : nil
}
