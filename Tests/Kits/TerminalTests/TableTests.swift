import Terminal
import Testing

@Suite struct TableTests {
    @Test func `Columns are as wide as their widest cell, numbers flush right`() {
        var table = Table(["CSM", ">accounts", "team"])
        table.add(["Ana", "7", "North"])
        table.add(["Émile Zoë", "1,200", ""])
        #expect(
            table.text == """
                CSM        accounts  team
                Ana               7  North
                Émile Zoë     1,200
                """)
    }

    @Test func `Without headings there is no line for them`() {
        var table = Table(["", ">"])
        table.add(["a", "1"])
        table.add(["bb", "22"])
        #expect(table.text == "a    1\nbb  22")
    }

    @Test func `Without rows the headings stand alone`() {
        #expect(Table(["one", ">two"]).text == "one  two")
        #expect(Table(["", ""]).text == "")
    }
}

@Suite struct TableWidthTests {
    @Test func `Texts are broken over lines before numbers move`() {
        var table = Table(["feed", ">line", "reason"])
        table.add(["accounts", "1,204", "must be given in every row"])
        #expect(
            table.text(width: 34) == """
                feed       line  reason
                accounts  1,204  must be given in
                                 every row
                """)
    }

    @Test func `Long names are shortened and keep their identifier`() {
        var table = Table(["~csm", ">due"])
        table.add(["Maximiliane Oberndorfer (C0001)", "12"])
        table.add(["Zoe\u{308} Oberndorfer-Mittermeier (C0002)", "7"])
        #expect(
            table.text(width: 30) == """
                csm                        due
                Maximiliane Ober… (C0001)   12
                Zoe\u{308} Oberndorfer-… (C0002)    7
                """)
    }

    @Test func `Names that would look the same stay whole`() {
        var table = Table(["~team", ">due"])
        table.add(["Enterprise Accounts North", "1"])
        table.add(["Enterprise Accounts South", "2"])
        let text = table.text(width: 22)
        #expect(text.contains("North") && text.contains("South") && !text.contains("…"))
    }

    @Test func `Columns that do not fit follow below, with the key`() {
        var table = Table(["~csm", ">first", ">second", ">third"])
        table.add(["Ana", "100000000", "200000000", "300000000"])
        #expect(
            table.text(width: 26) == """
                csm      first     second
                Ana  100000000  200000000

                csm      third
                Ana  300000000
                """)
    }

    @Test func `Any table fits 80 columns, with all its numbers and different names`() {
        var random = SplitMix(seed: 11)
        let marks = [">", "", "~", ""]
        let letters = ["a", "é", "東", "🙂", "x", " "]
        for _ in 0..<200 {
            let kinds =
                ["~"]
                + (0..<Int.random(in: 1...12, using: &random)).map { _ in
                    marks.randomElement(using: &random) ?? ""
                }
            var table = Table(kinds.enumerated().map { "\($1)heading \($0)" })
            var numbers: [String] = []
            for row in 0..<5 {
                table.add(
                    kinds.map { kind in
                        if kind == ">" {
                            numbers.append("\(Int.random(in: 0...999_999_999, using: &random))")
                            return numbers.last ?? ""
                        }
                        let count = Int.random(in: 0...40, using: &random)
                        return (0..<count).map { _ in letters.randomElement(using: &random) ?? "" }
                            .joined() + " (\(row))"
                    })
            }
            let text = table.text(width: 80)
            for line in text.split(separator: "\n") { #expect(displayWidth(line) <= 80) }
            let words = Set(text.split { $0.isWhitespace }.map(String.init))
            for number in numbers { #expect(words.contains(number)) }
        }
    }
}

@Suite struct TerminalTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-4200, "-4,200"),
    ])
    func `Thousands are set apart`(count: Int, text: String) {
        #expect(Terminal.grouped(count) == text)
    }
}
