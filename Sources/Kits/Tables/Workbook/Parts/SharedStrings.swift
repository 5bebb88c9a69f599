/// The texts that cells refer to by number.
///
/// Memory is flat: a large table is in a scratch file, and so is the list of where each text ends.
final class SharedStrings {
    private let texts: SpillingBytes
    /// Where each text ends in ``texts``: 8 bytes each, in the order of the machine.
    private let ends: SpillingBytes
    private var scratch: [UInt8] = []

    /// Creates an empty table.
    init(
        scratchFolder: String, bytesInMemory: Int = WorkbookLimits.sharedStringBytesInMemory
    ) {
        texts = SpillingBytes(limit: bytesInMemory, scratchFolder: scratchFolder)
        ends = SpillingBytes(limit: bytesInMemory, scratchFolder: scratchFolder)
    }

    /// How many texts there are.
    var count: Int { ends.count / endLength }

    /// Appends a text.
    ///
    /// - Throws: `WorkbookError`, also if the table grows beyond the limits.
    func append(_ text: [UInt8]) throws(WorkbookError) {
        guard texts.count + text.count <= WorkbookLimits.sharedStringBytes,
            count < WorkbookLimits.sharedStrings
        else { throw .tooLarge(reason: "its shared strings are over 1 GiB or 50 million") }
        try add(text, to: texts)
        let end = texts.count
        try add(withUnsafeBytes(of: end) { Array($0) }, to: ends)
    }

    /// Ends appending. Reading may begin.
    func finish() throws(WorkbookError) {
        try texts.finish()
        try ends.finish()
    }

    /// Where a text is; nil if there is none of this number.
    func range(of index: Int) throws(WorkbookError) -> Range<Int>? {
        guard index < count else { return nil }
        let first = max(0, index - 1)
        scratch.removeAll(keepingCapacity: true)
        try ends.read(first * endLength..<(index + 1) * endLength, into: &scratch)
        let end = scratch.withUnsafeBytes { bytes in
            (
                bytes.loadUnaligned(as: Int.self),
                bytes.loadUnaligned(fromByteOffset: bytes.count - endLength, as: Int.self)
            )
        }
        return index == 0 ? 0..<end.1 : end.0..<end.1
    }

    /// Appends the text at a range to `target`.
    func read(_ range: Range<Int>, into target: inout [UInt8]) throws(WorkbookError) {
        try texts.read(range, into: &target)
    }

    private func add(_ bytes: [UInt8], to store: SpillingBytes) throws(WorkbookError) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(WorkbookError) in try store.append(bytes) }
        }
        try result.get()
    }
}

private let endLength = MemoryLayout<Int>.size
