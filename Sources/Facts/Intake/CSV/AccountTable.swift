import Formats
import Tables
import Domain
import Glibc

/// Looks up known accounts by the bytes of their identifier. A health row needs no `String` to find
/// its account.
final class AccountTable: @unchecked Sendable {
    // Written once in the initialiser and only read afterwards.
    private let bytes: UnsafeMutablePointer<UInt8>
    private let offsets: UnsafeMutablePointer<Int32>
    private let keys: UnsafeMutablePointer<Int32>
    /// The first eight bytes of each entry, and a mask of the bytes that belong to its identifier.
    private let heads: UnsafeMutablePointer<(word: UInt64, mask: UInt64)>
    /// Hash table of entries with open addressing; -1 marks a free slot.
    private let slots: UnsafeMutablePointer<Int32>
    private let slotMask: Int
    /// The number of accounts in the table. Entries are numbered from 0.
    let count: Int
    /// The largest key that the store uses; 0 without accounts.
    let largestKey: Int

    /// Builds the table from accounts and the keys that the store gives them. If an account appears
    /// twice, lookups find the first one.
    init(_ accounts: [(id: AccountID, key: Int32)]) {
        count = accounts.count
        largestKey = Int(accounts.map(\.key).max() ?? 0)
        var capacity = 16
        while capacity < count * 2 { capacity *= 2 }
        slotMask = capacity - 1
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: -1, count: capacity)
        bytes = .allocate(capacity: accounts.reduce(1) { $0 + $1.id.text.utf8.count })
        offsets = .allocate(capacity: count + 1)
        keys = .allocate(capacity: count)
        heads = .allocate(capacity: count)
        var length = 0
        for (entry, account) in accounts.enumerated() {
            offsets[entry] = Int32(length)
            keys[entry] = account.key
            var head: (word: UInt64, mask: UInt64) = (0, 0)
            for (place, byte) in account.id.text.utf8.enumerated() {
                bytes[length] = byte
                length += 1
                guard place < 8 else { continue }
                head.word |= UInt64(byte) << UInt64(place * 8)
                head.mask |= 0xff << UInt64(place * 8)
            }
            heads[entry] = head
            var slot = Int(truncatingIfNeeded: ContentDigest.value(of: account.id.text)) & slotMask
            while slots[slot] >= 0 { slot = (slot + 1) & slotMask }
            slots[slot] = Int32(entry)
        }
        offsets[count] = Int32(length)
    }

    deinit {
        bytes.deallocate()
        offsets.deallocate()
        keys.deallocate()
        heads.deallocate()
        slots.deallocate()
    }

    /// The identifiers of all entries.
    var ids: [String] {
        (0..<count).map { entry in
            String(
                decoding: UnsafeBufferPointer(
                    start: bytes + Int(offsets[entry]), count: length(of: entry)),
                as: UTF8.self)
        }
    }

    /// The store's key of an entry.
    func key(ofEntry entry: Int) -> Int32 { keys[entry] }

    /// The store's key of an account; nil if it is unknown.
    func key(of id: AccountID) -> Int32? {
        var text = id.text
        return text.withUTF8 { entry(of: UnsafeRawBufferPointer($0)) }.map { keys[$0] }
    }

    /// The entry with exactly these bytes; nil if no account has them.
    func entry(of id: UnsafeRawBufferPointer) -> Int? {
        var slot = Int(truncatingIfNeeded: ContentDigest.value(of: id)) & slotMask
        while slots[slot] >= 0 {
            let entry = Int(slots[slot])
            if length(of: entry) == id.count, id.isEmpty || matches(entry, id.baseAddress) {
                return entry
            }
            slot = (slot + 1) & slotMask
        }
        return nil
    }

    /// The length of an entry's identifier in bytes.
    func length(of entry: Int) -> Int { Int(offsets[entry + 1] &- offsets[entry]) }

    /// Whether the text at `text` is the entry's identifier followed by a comma. At least eight
    /// bytes must be readable from `text` on.
    func stands(_ entry: Int, at text: UnsafePointer<UInt8>) -> Bool {
        let head = heads[entry]
        let word = UInt64(littleEndian: UnsafeRawPointer(text).loadUnaligned(as: UInt64.self))
        guard (word ^ head.word) & head.mask == 0 else { return false }
        let length = length(of: entry)
        return text[length] == comma && (length <= 8 || matches(entry, text))
    }

    private func matches(_ entry: Int, _ text: UnsafeRawPointer?) -> Bool {
        guard let text else { return false }
        return memcmp(text, bytes + Int(offsets[entry]), length(of: entry)) == 0
    }
}
