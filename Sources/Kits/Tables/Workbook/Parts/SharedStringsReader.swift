/// Reads the table of shared strings. Runs of rich text are put together; guides to pronunciation
/// (`rPh`) are left out.
final class SharedStringsReader: XMLHandler {
    private let strings: SharedStrings
    private var text = RichText()
    private var value: [UInt8] = []

    init(into strings: SharedStrings) { self.strings = strings }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(WorkbookError) -> Bool {
        if name == "si" {
            text.begin()
            value.removeAll(keepingCapacity: true)
        } else {
            text.start(name)
        }
        return true
    }

    func end(_ name: XMLName) throws(WorkbookError) {
        if name == "si" {
            decodeEscapes(in: &value)
            try strings.append(value)
        }
        text.end(name)
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
        guard text.isText else { return }
        value.append(contentsOf: bytes)
        guard value.count <= WorkbookLimits.cellBytes else {
            throw .tooLarge(reason: "the shared string \(strings.count) is over 1 MiB")
        }
    }
}
