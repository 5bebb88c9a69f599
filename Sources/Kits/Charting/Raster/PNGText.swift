import CZlib

/// A text inside a PNG: a chunk `iTXt` in UTF-8.
///
/// Source: PNG, third edition, 11.3.3.4.
struct PNGText {
    /// What the text is: `Title`, `Description`.
    let keyword: String
    let text: String
    var isCompressed = false

    /// The chunk with its length and checksum.
    fileprivate var chunk: [UInt8] {
        let plain = Array(text.utf8)
        let packed = isCompressed ? deflated(plain) : nil
        var body = Array("iTXt".utf8) + Array(keyword.utf8)
        // Compression flag and method, the language, no translated keyword.
        body += [0, packed == nil ? 0 : 1, 0] + Array("en".utf8) + [0, 0]
        body += packed ?? plain
        let checksum = body.withUnsafeBufferPointer { bytes in
            UInt32(truncatingIfNeeded: crc32(0, bytes.baseAddress, UInt32(bytes.count)))
        }
        return bigEndian(UInt32(body.count - 4)) + body + bigEndian(checksum)
    }
}

extension [UInt8] {
    /// A PNG with texts behind its header.
    func withTexts(_ texts: [PNGText]) -> [UInt8] {
        // The signature has 8 bytes, the header with length and checksum 25.
        let header = 33
        guard count > header else { return self }
        return self[..<header] + texts.flatMap(\.chunk) + self[header...]
    }
}

/// The bytes as a stream of zlib; nil when memory is short.
private func deflated(_ bytes: [UInt8]) -> [UInt8]? {
    var count = compressBound(UInt(bytes.count))
    var packed = [UInt8](repeating: 0, count: Int(count))
    guard compress2(&packed, &count, bytes, UInt(bytes.count), 6) == Z_OK else { return nil }
    return Array(packed[..<Int(count)])
}

private func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}
