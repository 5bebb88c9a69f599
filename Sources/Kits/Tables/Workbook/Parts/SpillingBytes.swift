import Formats

/// Bytes that are appended and then read in any order: in memory while they are few, otherwise in a
/// scratch file behind a small cache.
final class SpillingBytes {
    /// How many bytes were appended.
    private(set) var count = 0
    /// Bytes not yet in the file.
    private var tail: [UInt8] = []
    private var file: FileDescriptor?
    private let limit: Int
    private let scratchFolder: String
    private var slots: [[UInt8]] = []
    /// The block that each slot of the cache holds; -1 for none.
    private var cached: [Int] = []

    private static let block = 4096
    private static let slotCount = 1024
    private static let piece = 1 << 20

    /// Creates an empty store.
    ///
    /// - Parameters:
    ///   - limit: bytes that are kept in memory.
    ///   - scratchFolder: where the scratch file goes.
    init(limit: Int, scratchFolder: String) {
        self.limit = limit
        self.scratchFolder = scratchFolder
    }

    /// Appends bytes.
    func append(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
        tail.append(contentsOf: bytes)
        count += bytes.count
        if tail.count >= (file == nil ? limit : Self.piece) { try spill() }
    }

    /// Ends appending. Reading may begin.
    func finish() throws(WorkbookError) {
        guard file != nil else { return }
        try spill()
        slots = Array(repeating: [], count: Self.slotCount)
        cached = Array(repeating: -1, count: Self.slotCount)
    }

    /// Appends the bytes of a range, which must lie within ``count``, to `target`.
    func read(_ range: Range<Int>, into target: inout [UInt8]) throws(WorkbookError) {
        guard file != nil else {
            target.append(contentsOf: tail[range])
            return
        }
        var at = range.lowerBound
        while at < range.upperBound {
            let block = at / Self.block
            let slot = block % Self.slotCount
            if cached[slot] != block { try load(block, into: slot) }
            let end = min(range.upperBound, (block + 1) * Self.block)
            let start = block * Self.block
            target.append(contentsOf: slots[slot][at - start..<end - start])
            at = end
        }
    }

    private func load(_ block: Int, into slot: Int) throws(WorkbookError) {
        guard let file else { return }
        cached[slot] = -1
        if slots[slot].isEmpty { slots[slot] = [UInt8](repeating: 0, count: Self.block) }
        let read: Int
        do {
            read = try file.read(into: &slots[slot], at: block * Self.block)
        } catch {
            throw .file(error)
        }
        guard read >= min(Self.block, count - block * Self.block) else {
            throw .file(
                .unreadable(path: "a scratch file in \(scratchFolder)", reason: "it was cut short"))
        }
        cached[slot] = block
    }

    private func spill() throws(WorkbookError) {
        do {
            let open = if let file { file } else { try FileDescriptor.scratch(in: scratchFolder) }
            try open.append(tail)
            file = open
        } catch {
            throw .file(error)
        }
        tail.removeAll(keepingCapacity: tail.count <= Self.piece)
    }
}
