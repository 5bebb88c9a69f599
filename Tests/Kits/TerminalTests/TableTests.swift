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

@Suite struct TerminalTests {
    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-4200, "-4,200"),
    ])
    func `Thousands are set apart`(count: Int, text: String) {
        #expect(Terminal.grouped(count) == text)
    }
}
