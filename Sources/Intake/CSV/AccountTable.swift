import Domain

/// The known accounts by their bytes, so that a health row needs no `String` to find its own.
final class AccountTable: Sendable {
    /// All identifiers one after the other, and a few bytes that may be read behind them.
    private let bytes: [UInt8]
    private let offsets: [Int32]
    private let keys: [Int32]
    /// Positions in `keys` by hash, open addressing; -1 is free.
    private let slots: [Int32]

    /// Entries at most of these accounts and the keys a store gives them.
    init(_ accounts: [AccountID: Int32]) {
        var bytes: [UInt8] = []
        var offsets: [Int32] = [0]
        var keys: [Int32] = []
        var capacity = 16
        while capacity < accounts.count * 2 { capacity *= 2 }
        var slots = [Int32](repeating: -1, count: capacity)
        // By key, so that neighbours in the ledger are neighbours here.
        for (id, key) in accounts.sorted(by: { $0.value < $1.value }) {
            var slot = Int(truncatingIfNeeded: ContentDigest.value(of: id.text)) & (capacity - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (capacity - 1) }
            slots[slot] = Int32(keys.count)
            bytes.append(contentsOf: id.text.utf8)
            offsets.append(Int32(bytes.count))
            keys.append(key)
        }
        (self.bytes, self.offsets, self.keys, self.slots) = (bytes, offsets, keys, slots)
    }

    /// Accounts in the table; its entries are numbered from 0.
    var count: Int { keys.count }

    /// The store's key of an entry.
    func key(ofEntry entry: Int) -> Int32 { keys[entry] }

    /// The store's key of an account; nil where it is unknown.
    func key(of id: AccountID) -> Int32? {
        var text = id.text
        return text.withUTF8 { entry(of: UnsafeRawBufferPointer($0)) }.map { keys[$0] }
    }

    /// The entry with exactly these bytes.
    func entry(of id: UnsafeRawBufferPointer) -> Int? {
        var slot = Int(truncatingIfNeeded: ContentDigest.value(of: id)) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if length(of: entry) == id.count, matches(entry, id) { return entry }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Bytes of an entry's identifier.
    func length(of entry: Int) -> Int { Int(offsets[entry + 1] - offsets[entry]) }

    private func matches(_ entry: Int, _ id: UnsafeRawBufferPointer) -> Bool {
        bytes[Int(offsets[entry])..<Int(offsets[entry + 1])].elementsEqual(id)
    }

    /// Calls `body` with the identifiers' bytes and the offsets at which they begin.
    func withBytes<Result>(
        _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<Int32>) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { bytes in
            try offsets.withUnsafeBufferPointer { try body(bytes, $0) }
        }
    }
}
