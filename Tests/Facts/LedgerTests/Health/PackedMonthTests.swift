import Statistics
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
                    UInt16.random(in: 1...255, using: &random)
                }))
        cells.reset(
            observed: UInt32.random(in: 1...0x7FFF_FFFF, using: &random), componentIDs: ids)
        let hasTiers = Bool.random(using: &random)
        for row in 0..<cells.columns.count {
            cells.score[row] = Int16.random(in: 0...1000, using: &random)
            cells.tier[row] = hasTiers ? UInt8.random(in: 0...3, using: &random) : 0
            cells.version[row] = UInt16.random(in: 0...2, using: &random)
            // One file, a file a day, or files in no order.
            cells.imports[row] =
                switch seed % 3 {
                case 0: 7
                case 1: UInt32(1000 + row)
                default: UInt32.random(in: 0...UInt32(1) << (seed % 32), using: &random)
                }
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
        let newestImport = stored.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
        #expect(newestImport == cells.columns.newestImport)
        let back = MonthCells()
        #expect(PackedMonth.decode(stored, into: back))
        #expect(back.observed == cells.observed)
        #expect(back.componentIDs == ids)
        for row in 0..<cells.columns.count {
            #expect(back.score[row] == cells.score[row])
            #expect(back.tier[row] == cells.tier[row])
            #expect(back.version[row] == cells.version[row])
            #expect(back.imports[row] == cells.imports[row])
            for column in ids.indices {
                #expect(
                    back.columns.component(column, row: row)
                        == cells.columns.component(column, row: row))
            }
        }
        for day in 1...31 {
            let lastDay = (1...day).last { cells.row(ofDay: $0) != nil }
            let row = lastDay.flatMap(cells.row(ofDay:))
            let latest = try #require(PackedMonth.latest(in: stored, onOrBefore: day))
            #expect(latest?.day == lastDay)
            #expect(latest?.score == row.map { cells.score[$0] })
            #expect(latest?.tier == row.map { cells.tier[$0] })
        }
        // Bytes cut short or of another format are refused.
        #expect(
            !PackedMonth.decode(UnsafeRawBufferPointer(rebasing: stored.dropLast()), into: back))
        bytes[0] = 3
        #expect(!PackedMonth.decode(stored, into: back))
    }

    @Test func `Months that came in one file or a day a file take five bytes for it at most`() {
        func length(_ imports: [UInt32]) -> Int {
            let cells = MonthCells()
            cells.reset(observed: 0x7FFF_FFFF, componentIDs: [])
            for row in 0..<31 {
                cells.score[row] = 500
                cells.tier[row] = 0
                cells.version[row] = 0
                cells.imports[row] = imports[row]
            }
            return withUnsafeTemporaryAllocation(
                byteCount: PackedMonth.longest(components: 0), alignment: 8
            ) { bytes in
                guard let base = bytes.baseAddress else { return 0 }
                return PackedMonth.encode(
                    cells.columns, to: base, seed: 0, names: NameDigests()
                ).length
            }
        }
        let together = length(Array(repeating: 40_000, count: 31))
        #expect(together == 12 + 2 * 31)
        #expect(length((0..<31).map { 40_000 + $0 }) - together == 4)
        #expect(length((0..<31).map { 40_000 + 7 * $0 }) - together == 5)
    }

    @Test func `Damaged runs of imports are refused`() {
        var random = SplitMix64(seed: 1)
        let cells = MonthCells()
        for _ in 0..<20_000 {
            // A month of three days without anything but scores, and any bytes as its imports.
            let count = Int.random(in: 1...9, using: &random)
            var bytes: [UInt8] = [2, 0, 0, 2, 9, 0, 0, 0, 7, 0, 0, 0, 1, 0, 1, 0, 1, 0]
            bytes += (0..<count).map { _ in UInt8.random(in: 0...12, using: &random) }
            let isWhole = bytes.withUnsafeBytes { PackedMonth.decode($0, into: cells) }
            if isWhole { #expect((0..<3).allSatisfy { cells.imports[$0] <= 9 }) }
        }
    }
}
