import Formats
import Testing

@Suite struct JSONTests {
    private func text(_ value: JSON) -> String {
        var bytes: [UInt8] = []
        value.write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (12, "12"), (-3, "-3"), (0.5, "0.5"), (1e-7, "1e-07"),
        (0.1 + 0.2, "0.30000000000000004"), (9_007_199_254_740_991, "9007199254740991"),
        (9_007_199_254_740_992, "9007199254740992.0"), (1e300, "1e+300"),
        (Double.leastNonzeroMagnitude, "5e-324"),
    ])
    func `a number is the shortest that reads back the same`(value: Double, written: String) {
        #expect(text(.number(value)) == written)
        #expect(Double(written) == value)
    }

    @Test(arguments: [
        ("", #""""#), (#"a"b\c"#, #""a\"b\\c""#), ("\n\r\t", #""\n\r\t""#),
        ("\u{0}\u{1f}\u{7f}", "\"\\u0000\\u001f\u{7f}\""), ("é漢👩‍🚀", "\"é漢👩‍🚀\""), ("a/b", #""a/b""#),
    ])
    func `a text is escaped where JSON asks for it`(value: String, written: String) {
        #expect(text(.text(value)) == written)
    }

    @Test func `short values share a line, others have lines of their own`() {
        let value: JSON = [
            "leaf": ["a": .number(1), "b": .null, "c": []],
            "list": [.bool(true), .object([("x", .array([.number(2)]))])],
            "none": .object([]),
        ]
        #expect(
            text(value) == """
                {
                  "leaf": {"a": 1, "b": null, "c": []},
                  "list": [
                    true,
                    {
                      "x": [2]
                    }
                  ],
                  "none": {}
                }
                """)
    }

    @Test func `more than twelve values have lines of their own`() {
        #expect(!text(.array(Array(repeating: .null, count: 12))).contains("\n"))
        #expect(text(.array(Array(repeating: .null, count: 13))).contains("\n"))
    }

    @Test(arguments: [0, 1, 12, 13])
    func `values made one after the other are written as an array of them`(count: Int) {
        let values = (0..<count).map(JSON.count)
        #expect(text(["of": .list(count) { values[$0] }]) == text(["of": .array(values)]))
    }
}
