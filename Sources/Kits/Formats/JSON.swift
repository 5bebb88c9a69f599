/// A JSON value. Objects keep the order of their members, so that the same content always gives the
/// same bytes.
///
///     let content: JSON = ["month": "2026-10", "rows": .count(3)]
///     print(String(decoding: content.document, as: UTF8.self))
package enum JSON: Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A finite number.
    case number(Double)
    /// A text.
    case text(String)
    /// Values in order.
    case array([JSON])
    /// A number of values in order. Each is made only when it is written, which saves memory in
    /// long lists.
    case list(Int, @Sendable (Int) -> JSON)
    /// Named values in order. No name occurs twice.
    case object([(name: String, value: JSON)])

    /// A whole number.
    package static func count(_ value: Int) -> JSON { .number(Double(value)) }

    /// The number, or null.
    package static func optional(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }

    /// The text, or null.
    package static func optional(_ value: String?) -> JSON { value.map(JSON.text) ?? .null }

    /// The Boolean, or null.
    package static func optional(_ value: Bool?) -> JSON { value.map(JSON.bool) ?? .null }

    /// Whether a value may share a line with others: a scalar or an empty container.
    private var isShort: Bool {
        switch self {
        case .null, .bool, .number, .text: true
        case .array(let elements): elements.isEmpty
        case .list(let count, _): count == 0
        case .object(let members): members.isEmpty
        }
    }

    /// The value as UTF-8, with a line end.
    ///
    /// - Complexity: O(n) in the bytes.
    package var document: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    /// Appends the value as UTF-8.
    ///
    /// An array or object of at most twelve short members takes one line. Any other has a line for
    /// each member, indented by two spaces, so that people can read and compare it.
    ///
    /// - Parameters:
    ///   - bytes: the bytes to append to.
    ///   - depth: how many containers it is inside.
    /// - Precondition: every number is finite.
    /// - Complexity: O(n) in the bytes written.
    package func write(to bytes: inout [UInt8], depth: Int = 0) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let value): bytes.append(contentsOf: decimalText(value).utf8)
        case .text(let text): Self.write(text, to: &bytes)
        case .array(let elements):
            Self.write(elements, in: "[]", to: &bytes, depth: depth, value: \.self) { _, _ in }
        case .list(let count, let element):
            let elements = (0..<count).lazy.map(element)
            Self.write(elements, in: "[]", to: &bytes, depth: depth, value: \.self) { _, _ in }
        case .object(let members):
            Self.write(members, in: "{}", to: &bytes, depth: depth, value: \.value) {
                Self.write($0.name, to: &$1)
                $1.append(contentsOf: ": ".utf8)
            }
        }
    }

    private static func write<Members: Collection>(
        _ members: Members, in brackets: String, to bytes: inout [UInt8], depth: Int,
        value: (Members.Element) -> JSON, name: (Members.Element, inout [UInt8]) -> Void
    ) {
        let isOneLine = members.count <= 12 && members.allSatisfy { value($0).isShort }
        func startLine(_ depth: Int) {
            guard !isOneLine else { return }
            bytes.append(UInt8(ascii: "\n"))
            bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
        }
        bytes.append(contentsOf: brackets.utf8.prefix(1))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(contentsOf: (isOneLine ? ", " : ",").utf8) }
            startLine(depth + 1)
            name(member, &bytes)
            value(member).write(to: &bytes, depth: depth + 1)
        }
        startLine(depth)
        bytes.append(contentsOf: brackets.utf8.suffix(1))
    }

    /// Writes a text and escapes quotes, backslashes and control characters.
    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        var text = text
        let isPlain = text.withUTF8 { utf8 in
            let isPlain = utf8.allSatisfy {
                $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
            }
            if isPlain { bytes.append(contentsOf: utf8) }
            return isPlain
        }
        guard !isPlain else { return }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
            case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): bytes.append(contentsOf: "\\r".utf8)
            case UInt8(ascii: "\t"): bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: (byte < 16 ? "\\u000" : "\\u00").utf8)
                bytes.append(contentsOf: digits.utf8)
            default: bytes.append(byte)
            }
        }
    }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByStringLiteral
{
    /// An array of these values.
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }

    /// An object of these members.
    package init(dictionaryLiteral members: (String, JSON)...) {
        self = .object(members.map { (name: $0.0, value: $0.1) })
    }

    /// A text.
    package init(stringLiteral text: String) { self = .text(text) }
}
