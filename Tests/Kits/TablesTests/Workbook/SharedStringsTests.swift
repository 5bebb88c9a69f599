import Statistics
import Formats
import Tables
import TestSupport
import Testing

@Suite struct SharedStringsTests {
    @Test func `a large table is read at random from its scratch file`() throws {
        // 20 MB of texts, so that they do not stay in memory; every 100th is empty.
        let count = 20_000
        let text = { (index: Int) in
            index.isMultiple(of: 100) ? "" : "\(index) " + String(repeating: "ä", count: 500)
        }
        let strings = (0..<count).map { "<si><t>\(text($0))</t></si>" }.joined()
        var random = SplitMix64(seed: 3)
        let numbers =
            (0..<500).map { _ in Int.random(in: 0..<count, using: &random) }
            + [0, 1, count - 1, 1]
        let rows = numbers.map { "<row><c t='s'><v>\($0)</v></c><c><v>1</v></c></row>" }.joined()
        let csv = try WorkbookFixture(rows: rows, strings: strings).csv()
        #expect(csv == numbers.map { text($0) + ",1\n" }.joined())
    }
}
