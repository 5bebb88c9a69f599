import Ledger
import Testing

struct PackedMonthTests {
    @Test(arguments: 0..<300)
    func `A month is unpacked as it was packed, and its latest rows are found`(seed: UInt64) throws
    {
        var random = SplitMix64(state: seed)
        let cells = MonthCells()
        let ids = Array(
            Set(
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    UInt16.random(in: 1...60_000, using: &random)
                }))
        cells.clear(componentIDs: ids)
        cells.observed = UInt32.random(in: 1...0x7FFF_FFFF, using: &random)
        let hasTiers = Bool.random(using: &random)
        for slot in 0..<31 {
            cells.score[slot] = Int16.random(in: 0...1000, using: &random)
            cells.tier[slot] = hasTiers ? UInt8.random(in: 0...3, using: &random) : 0
            cells.version[slot] = UInt16.random(in: 0...2, using: &random)
            for column in ids.indices {
                cells.components[column * 31 + slot] = Int16.random(in: 0...1000, using: &random)
            }
        }
        let longest = PackedMonth.longest(components: ids.count)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: longest, alignment: 8)
        defer { bytes.deallocate() }
        let base = try #require(bytes.baseAddress)
        let packed = PackedMonth.encode(cells, to: base, seed: 7, names: NameDigests())
        #expect(packed.length <= longest)
        let stored = UnsafeRawBufferPointer(rebasing: bytes[..<packed.length])
        let back = MonthCells()
        #expect(PackedMonth.decode(stored, into: back))
        #expect(back.observed == cells.observed)
        #expect(back.componentIDs == ids)
        for slot in 0..<31 where cells.has(slot: slot) {
            #expect(back.score[slot] == cells.score[slot])
            #expect(back.tier[slot] == cells.tier[slot])
            #expect(back.version[slot] == cells.version[slot])
            for column in ids.indices {
                #expect(back.component(column, slot: slot) == cells.component(column, slot: slot))
            }
        }
        for day in 1...31 {
            let slot = (0..<day).last { cells.has(slot: $0) }
            let latest = PackedMonth.latest(in: stored, onOrBefore: day)
            #expect(latest?.day == slot.map { $0 + 1 })
            #expect(latest?.score == slot.map { cells.score[$0] })
            #expect(latest?.tier == slot.map { cells.tier[$0] })
        }
        // Bytes cut short or of another format are refused.
        #expect(
            !PackedMonth.decode(UnsafeRawBufferPointer(rebasing: stored.dropLast()), into: back))
        bytes[0] = 2
        #expect(!PackedMonth.decode(stored, into: back))
    }
}
