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
