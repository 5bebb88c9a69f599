/// Writes XML, element by element. All XML of Office files goes through it.
///
/// ```swift
/// var xml = XMLWriter()
/// xml.element("a:p") { xml in
///     xml.element("a:r") { xml in xml.element("a:t", text: "R & D") }
/// }
/// xml.bytes  // <?xml …?><a:p><a:r><a:t>R &amp; D</a:t></a:r></a:p>
/// ```
///
/// Values and texts are escaped. Characters that XML 1.0 forbids are left out.
struct XMLWriter {
    /// What was written so far.
    private(set) var bytes: [UInt8]
    /// Whether text is light on a dark ground, so that greys of it are darker, not lighter.
    let isGroundDark: Bool

    /// A document that begins with its declaration.
    init(isGroundDark: Bool = false) {
        self.isGroundDark = isGroundDark
        bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".utf8)
    }

    /// Writes an element with content.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        _ content: (inout XMLWriter) -> Void
    ) {
        open(name, attributes.lazy.map { ($0.key, $0.value) })
        put(">")
        content(&self)
        put("</\(name)>")
    }

    /// Writes an element without content.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        open(name, attributes.lazy.map { ($0.key, $0.value) })
        put("/>")
    }

    /// Writes an element with a text.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String
    ) {
        element(name, attributes) { xml in xml.escape(text, inValue: false) }
    }

    /// Writes an element with nothing but an attribute `val`.
    mutating func value(_ name: String, _ value: String) {
        element(name, ["val": value])
    }

    /// Writes a whole number as the attribute `val`.
    mutating func value(_ name: String, _ value: Int) { self.value(name, String(value)) }

    /// Writes yes or no as the attribute `val`.
    mutating func value(_ name: String, _ value: Bool) { self.value(name, value ? "1" : "0") }

    /// Writes an element that was read, with all it holds.
    mutating func tree(_ element: XMLElement) {
        open(element.name, element.attributes.lazy.map { ($0.name, $0.value) })
        guard !element.content.isEmpty else { return put("/>") }
        put(">")
        for item in element.content {
            switch item {
            case .element(let child): tree(child)
            case .text(let text): escape(text, inValue: false)
            }
        }
        put("</\(element.name)>")
    }

    private mutating func open(_ name: String, _ attributes: some Sequence<(String, String?)>) {
        put("<\(name)")
        for (name, value) in attributes {
            guard let value else { continue }
            put(" \(name)=\"")
            escape(value, inValue: true)
            put("\"")
        }
    }

    private mutating func put(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

    private mutating func escape(_ text: String, inValue: Bool) {
        for byte in withoutForbiddenCharacters(text).utf8 {
            switch byte {
            case UInt8(ascii: "&"): put("&amp;")
            case UInt8(ascii: "<"): put("&lt;")
            case UInt8(ascii: ">"): put("&gt;")
            case UInt8(ascii: "\""): put("&quot;")
            case 0xD: put("&#13;")
            // A reader turns these into blanks where they stand in a value as they are.
            case 0x9 where inValue: put("&#9;")
            case 0xA where inValue: put("&#10;")
            default: bytes.append(byte)
            }
        }
    }
}
