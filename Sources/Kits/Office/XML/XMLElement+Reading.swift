import CWorkbook
import Tables

extension XMLElement {
    /// Reads an XML part.
    ///
    /// - Parameters:
    ///   - bytes: the part, in UTF-8.
    ///   - path: its path, for messages.
    /// - Throws: `OfficeError.template` if it is not well-formed or not safe to read.
    init(_ bytes: [UInt8], path: String) throws(OfficeError) {
        if let error = OfficeError(loadXML(), file: "libxml2.so.2", package: "libxml2") {
            throw error
        }
        let builder = XMLBuilder()
        let events = XMLEvents(start: start, end: end, text: text)
        let context = Unmanaged.passUnretained(builder).toOpaque()
        guard let parser = makeXMLParser(events, context) else { throw .outOfMemory }
        defer {
            freeXMLParser(parser)
            // The parser knows it by an address that keeps nothing alive.
            withExtendedLifetime(builder) {}
        }
        let outcome = bytes.withUnsafeBytes { parse(parser, $0) }
        guard outcome == XMLFine, let root = builder.root else {
            if outcome == XMLOutOfMemory { throw .outOfMemory }
            throw .damagedTemplate(
                "\(path) is not well-formed XML in UTF-8, or is not safe to read")
        }
        self = root
    }
}

private func parse(_ parser: OpaquePointer, _ bytes: UnsafeRawBufferPointer) -> XMLOutcome {
    let piece = 1 << 20
    var at = 0
    while at < bytes.count {
        let part = UnsafeRawBufferPointer(rebasing: bytes[at..<min(at + piece, bytes.count)])
        let start = part.baseAddress?.assumingMemoryBound(to: CChar.self)
        let outcome = parseXML(parser, start, part.count, false)
        guard outcome == XMLFine else { return outcome }
        at += part.count
    }
    return parseXML(parser, nil, 0, true)
}

/// Puts elements together as the parser meets them.
private final class XMLBuilder {
    private var open: [XMLElement] = []
    private(set) var root: XMLElement?

    func start(_ element: XMLElement) { open.append(element) }

    func end() {
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].content.append(.element(element))
        }
    }

    func text(_ text: String) {
        guard !open.isEmpty else { return }
        let last = open.count - 1
        if case .text(let before)? = open[last].content.last {
            open[last].content[open[last].content.count - 1] = .text(before + text)
        } else {
            open[last].content.append(.text(text))
        }
    }
}

private func builder(_ context: UnsafeMutableRawPointer?) -> XMLBuilder? {
    context.map { Unmanaged<XMLBuilder>.fromOpaque($0).takeUnretainedValue() }
}

private func start(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?,
    _ declarations: XMLDeclarations, _ attributes: UnsafePointer<XMLAttribute>?, _ count: Int32
) -> Bool {
    guard let builder = builder(context), let name else { return false }
    var read: [XMLElement.Attribute] = []
    for index in 0..<Int(declarations.count) {
        let prefix = declarations.namespaces?[2 * index].map { ":" + String(cString: $0) } ?? ""
        let uri = declarations.namespaces?[2 * index + 1].map { String(cString: $0) } ?? ""
        read.append(XMLElement.Attribute(name: "xmlns" + prefix, value: uri))
    }
    for attribute in UnsafeBufferPointer(
        start: attributes, count: attributes == nil ? 0 : Int(count))
    {
        let value = UnsafeRawBufferPointer(
            start: attribute.value, count: attribute.end - attribute.value)
        read.append(
            XMLElement.Attribute(
                name: qualified(attribute.name, attribute.prefix),
                value: String(decoding: value, as: UTF8.self)))
    }
    builder.start(
        XMLElement(name: qualified(name, declarations.prefix), attributes: read, content: []))
    return true
}

private func qualified(
    _ name: UnsafePointer<CChar>, _ prefix: UnsafePointer<CChar>?
) -> String {
    (prefix.map { String(cString: $0) + ":" } ?? "") + String(cString: name)
}

private func end(_ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?) -> Bool {
    builder(context)?.end()
    return true
}

private func text(
    _ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<CChar>?, _ count: Int32
) -> Bool {
    let bytes = UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(count))
    builder(context)?.text(String(decoding: bytes, as: UTF8.self))
    return true
}
