import Formats
import Ledger
import TestSupport
import Testing

struct PackedMonthTests {
    @Test(arguments: 0..<300)
    func `A month is unpacked as it was packed, and its latest rows are found`(seed: UInt64) throws
    {
        var random = SplitMix64(seed: seed)
        let cells = MonthCells()
        let ids = Array(
            Set(
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    UInt16.random(in: 1...60_000, using: &random)
                }))
        cells.reset(
            observed: UInt32.random(in: 1...0x7FFF_FFFF, using: &random), componentIDs: ids)
        let hasTiers = Bool.random(using: &random)
        for row in 0..<cells.columns.count {
            cells.score[row] = Int16.random(in: 0...1000, using: &random)
            cells.tier[row] = hasTiers ? UInt8.random(in: 0...3, using: &random) : 0
            cells.version[row] = UInt16.random(in: 0...2, using: &random)
            for column in ids.indices {
                cells.components[column * MonthCells.capacity + row] = Int16.random(
                    in: 0...1000, using: &random)
            }
        }
        let longest = PackedMonth.longest(components: ids.count)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: longest, alignment: 8)
        defer { bytes.deallocate() }
        let base = try #require(bytes.baseAddress)
        let packed = PackedMonth.encode(cells.columns, to: base, seed: 7, names: NameDigests())
        #expect(packed.length <= longest)
        let stored = UnsafeRawBufferPointer(rebasing: bytes[..<packed.length])
        let back = MonthCells()
        #expect(PackedMonth.decode(stored, into: back))
        #expect(back.observed == cells.observed)
        #expect(back.componentIDs == ids)
        for row in 0..<cells.columns.count {
            #expect(back.score[row] == cells.score[row])
            #expect(back.tier[row] == cells.tier[row])
            #expect(back.version[row] == cells.version[row])
            for column in ids.indices {
                #expect(
                    back.columns.component(column, row: row)
                        == cells.columns.component(column, row: row))
            }
        }
        for day in 1...31 {
            let lastDay = (1...day).last { cells.row(ofDay: $0) != nil }
            let row = lastDay.flatMap(cells.row(ofDay:))
            let latest = PackedMonth.latest(in: stored, onOrBefore: day)
            #expect(latest?.day == lastDay)
            #expect(latest?.score == row.map { cells.score[$0] })
            #expect(latest?.tier == row.map { cells.tier[$0] })
        }
        // Bytes cut short or of another format are refused.
        #expect(
            !PackedMonth.decode(UnsafeRawBufferPointer(rebasing: stored.dropLast()), into: back))
        bytes[0] = 2
        #expect(!PackedMonth.decode(stored, into: back))
    }
}
