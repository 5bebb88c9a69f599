import Formats

/// The address of a mailbox, with a name or without one: `Health desk <desk@example.com>`.
public struct MailAddress: Sendable, Hashable {
    /// The address alone.
    public let address: String
    /// The name; empty without one.
    public let name: String

    /// The address of a text; nil for any other text.
    public init?(_ text: String) {
        var address = text[...]
        var name = ""
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            name = String(text[..<open].drop { $0 == " " || $0 == "\"" })
            while let last = name.last, last == " " || last == "\"" { name.removeLast() }
            address = text[text.index(after: open)...].dropLast()
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        let isPlain = address.unicodeScalars.allSatisfy {
            $0.isASCII && $0.value > 32 && $0.value < 127
                && !"<>,;:\"()[]\\".unicodeScalars.contains($0)
        }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain,
            !name.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
        else { return nil }
        self.address = String(address)
        self.name = name
    }

    /// What follows the `@`.
    public var domain: String { address.split(separator: "@").last.map(String.init) ?? "" }

    /// The address as a header field has it.
    var field: String {
        guard !name.isEmpty else { return address }
        let isPlain = name.allSatisfy { $0.isASCII && !"\"\\".contains($0) }
        return (isPlain ? "\"\(name)\"" : headerText(name)) + " <\(address)>"
    }
}

/// A text as the value of a header field: as it is if it is ASCII, else as encoded words. Characters
/// that would begin another field become blanks.
///
/// Source: RFC 2047.
func headerText(_ text: String) -> String {
    let line = String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    guard !line.utf8.allSatisfy({ $0 < 128 }) || line.utf8.count > 900 else { return line }
    var words: [String] = []
    var bytes: [UInt8] = []
    func end() {
        var coded: [UInt8] = []
        appendBase64(bytes, to: &coded)
        words.append("=?UTF-8?B?\(String(decoding: coded, as: UTF8.self))?=")
        bytes.removeAll()
    }
    for letter in line {
        if bytes.count + letter.utf8.count > 42, !bytes.isEmpty { end() }
        bytes += letter.utf8
    }
    if !bytes.isEmpty { end() }
    return words.joined(separator: "\r\n ")
}
