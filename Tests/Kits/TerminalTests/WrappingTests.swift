import Terminal
import Testing

@Suite struct WrappingTests {
    @Test(arguments: [
        ("one two three", 13, "one two three"),
        ("one two three", 8, "one two\nthree"),
        ("one two three", 3, "one\ntwo\nthree"),
        ("  to do: one two", 12, "  to do: one\n  two"),
        ("- one two three", 9, "- one two\n  three"),
        ("Error: no such month here", 17, "Error: no such\n       month here"),
        ("a  b   c\nd", 8, "a  b   c\nd"),
        ("likely to be 71 %", 15, "likely to be\n71 %"),
        ("it is USD 88 k", 12, "it is\nUSD 88 k"),
        ("cannot read /a/long/path here", 12, "cannot read\n/a/long/path\nhere"),
        ("東京 大阪 京都", 9, "東京 大阪\n京都"),
        ("Usage: p [--a <b>] [--c <d>]", 20, "Usage: p [--a <b>]\n       [--c <d>]"),
        ("", 5, ""), ("'Mid  Market' and 'Mid Market'", 15, "'Mid  Market'\nand 'Mid\nMarket'"),
    ])
    func `Long lines are broken between words`(text: String, width: Int, lines: String) {
        #expect(wrapped(text, to: width) == lines)
    }

    @Test func `No word is lost, and lines fit unless a word is longer`() {
        var random = SplitMix(seed: 7)
        for _ in 0..<300 {
            let words = (0..<Int.random(in: 1...30, using: &random)).map { _ in
                String(repeating: "w", count: Int.random(in: 1...14, using: &random))
            }
            let width = Int.random(in: 5...40, using: &random)
            let lines = wrapped(words.joined(separator: " "), to: width).split(separator: "\n")
            #expect(lines.flatMap { $0.split(separator: " ").map(String.init) } == words)
            for line in lines { #expect(line.count <= width || !line.contains(" ")) }
        }
    }
}

/// A seeded generator of random numbers.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
