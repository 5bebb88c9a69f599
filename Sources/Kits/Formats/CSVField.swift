/// A field of a CSV file: in quotes, with quotes in it doubled, where it needs them.
///
/// Source: RFC 4180.
package func csvField(_ text: String) -> String {
    guard needsQuotes(text) else { return text }
    var bytes: [UInt8] = []
    appendCSVField(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

/// Appends a field of a CSV file, in quotes where it needs them.
package func appendCSVField(_ text: String, to bytes: inout [UInt8]) {
    guard needsQuotes(text) else {
        bytes.append(contentsOf: text.utf8)
        return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
        if byte == UInt8(ascii: "\"") { bytes.append(byte) }
        bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
}

private func needsQuotes(_ text: String) -> Bool {
    // No byte above the comma needs quotes.
    text.utf8.contains { $0 <= UInt8(ascii: ",") && ",\"\r\n".utf8.contains($0) }
}
