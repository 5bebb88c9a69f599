import Formats
import Testing

@Suite struct CSVTableTests {
    private func line(_ cells: CSVTable.Cell...) -> String {
        var table = CSVTable(columns: ["x"])
        table.append(cells)
        return String(decoding: table.bytes.dropFirst(3), as: UTF8.self)
    }

    @Test func `a cell is quoted only where it must be`() {
        #expect(line(.text("plain"), .empty, .number(-1.5)) == "plain,,-1.5\r\n")
        #expect(line(.text("a,b"), .text("say \"hi\"")) == "\"a,b\",\"say \"\"hi\"\"\"\r\n")
        #expect(line(.text("two\nlines"), .text("a\r")) == "\"two\nlines\",\"a\r\"\r\n")
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@x", "\tx", "＝1", "＠x"])
    func `a text that looks like a formula is kept from being one`(text: String) {
        #expect(line(.text(text)) == "'\(text)\r\n")
    }

    @Test func `a negative number is no formula`() {
        #expect(line(.number(-0.25)) == "-0.25\r\n")
    }
}
