import CWorkbook

extension Archive {
    /// Parses an entry of the file as XML.
    ///
    /// - Parameters:
    ///   - path: the name of the entry.
    ///   - handler: what takes in the elements. It may stop early.
    /// - Throws: `WorkbookError`, also one of the handler.
    func parse(_ path: String, with handler: any XMLHandler) throws(WorkbookError) {
        if let error = WorkbookError(loadXML(), file: "libxml2.so.2", package: "libxml2") {
            throw error
        }
        let parsing = XMLParsing(handler)
        let events = XMLEvents(start: start, end: end, text: text)
        let context = Unmanaged.passUnretained(parsing).toOpaque()
        guard let parser = makeXMLParser(events, context) else { throw .outOfMemory }
        defer {
            freeXMLParser(parser)
            // The parser knows it by an address that keeps nothing alive.
            withExtendedLifetime(parsing) {}
        }
        try read(path) { bytes throws(WorkbookError) in
            let outcome = parseXML(parser, bytes.baseAddress, bytes.count, bytes.isEmpty)
            guard outcome != XMLFine else { return true }
            if let failure = parsing.failure { throw failure }
            guard outcome != XMLStopped else { return false }
            throw WorkbookError(outcome, in: printable(path))
        }
    }
}

extension WorkbookError {
    /// The error for an outcome of parsing that is neither success nor a stop.
    fileprivate init(_ outcome: XMLOutcome, in part: String) {
        switch outcome {
        case XMLHasDoctype:
            self = .unsafe(reason: "\(part) has a document type definition")
        case XMLTooDeep:
            self = .unsafe(reason: "\(part) has elements over 64 levels deep")
        case XMLTagTooLarge:
            self = .unsafe(reason: "\(part) has a tag of over 256 attributes or 1 MiB")
        case XMLTooManyNames:
            self = .unsafe(reason: "\(part) has over 256 namespaces or 10000 names")
        case XMLOutOfMemory:
            self = .outOfMemory
        default:
            self = .damaged(reason: "\(part) is not well-formed XML in UTF-8, or is cut short")
        }
    }
}

/// A handler, and what it threw.
private final class XMLParsing {
    let handler: any XMLHandler
    private(set) var failure: WorkbookError?

    init(_ handler: any XMLHandler) { self.handler = handler }

    func run(_ body: (any XMLHandler) throws(WorkbookError) -> Bool) -> Bool {
        do {
            return try body(handler)
        } catch {
            failure = error
            return false
        }
    }
}

private func parsing(_ context: UnsafeMutableRawPointer?) -> XMLParsing? {
    context.map { Unmanaged<XMLParsing>.fromOpaque($0).takeUnretainedValue() }
}

private func start(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?,
    _ declarations: XMLDeclarations, _ attributes: UnsafePointer<XMLAttribute>?, _ count: Int32
) -> Bool {
    guard let name, let parsing = parsing(context) else { return false }
    let attributes = UnsafeBufferPointer(
        start: attributes, count: attributes == nil ? 0 : Int(count))
    return parsing.run { handler throws(WorkbookError) in
        try handler.start(XMLName(start: name), XMLAttributes(attributes: attributes))
    }
}

private func end(_ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<CChar>?) -> Bool {
    guard let name, let parsing = parsing(context) else { return false }
    return parsing.run { handler throws(WorkbookError) in
        try handler.end(XMLName(start: name))
        return true
    }
}

private func text(
    _ context: UnsafeMutableRawPointer?, _ bytes: UnsafePointer<CChar>?, _ count: Int32
) -> Bool {
    guard let parsing = parsing(context) else { return false }
    return parsing.run { handler throws(WorkbookError) in
        try handler.text(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : Int(count)))
        return true
    }
}
