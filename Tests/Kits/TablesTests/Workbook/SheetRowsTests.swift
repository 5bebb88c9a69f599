import Tables
import Testing

@Suite struct SheetRowsTests {
    private func csv(_ rows: String, strings: String? = nil) throws -> String {
        try WorkbookFixture(rows: rows, strings: strings).csv()
    }

    @Test func `record n is row n, and all have the same width`() throws {
        let rows = """
            <row r='2'><c r='A2'><v>1</v></c></row>
            <row r='5'><c r='C5'><v>2</v></c></row><row r='6'><c r='B6'/></row>
            """
        #expect(try csv(rows) == "\n1,,\n\n\n,,2\n")
        let written = try WorkbookFixture(rows: rows).written()
        #expect(written.rows == 5)
        #expect(written.columns == 3)
    }

    @Test func `rows and cells without a reference follow the one before`() throws {
        let rows = """
            <row><c><v>1</v></c><c r='C1'><v>3</v></c><c><v>4</v></c></row>
            <row/><row><c r='B7'><v>7</v></c></row><row><c><v>8</v></c></row>
            """
        #expect(try csv(rows) == "1,,3,4\n\n\n\n\n\n,7,,\n8,,,\n")
    }

    @Test func `cells and rows that are only formatted take no room`() throws {
        let rows = """
            <row r='1'><c r='A1'><v>1</v></c><c r='XFD1' s='1'/></row>
            <row r='1048576'><c r='A1048576' t='s'><v>0</v></c></row>
            """
        #expect(try csv(rows, strings: "<si><t/></si>") == "1\n")
    }

    @Test func `a far row is reached by empty lines`() throws {
        let text = try csv("<row r='1048576'><c r='A1048576'><v>1</v></c></row>")
        #expect(text.utf8.count == 1_048_577)
        #expect(text.hasSuffix("\n1\n"))
    }

    @Test(arguments: [
        ("<row r='1048577'/>", "a row is beyond 1048576"),
        ("<c><v>1</v></c>", "in no row"), ("<row r='2'/><row r='2'/>", "out of order"),
        ("<row r='-1'/>", "out of order"),
        ("<row r='99999999999999999999999'/>", "out of order"),
        ("<row r='1'><c r='A99999999999'/></row>", "impossible reference"),
        ("<row r='1'><c r='ZZZZZZZZZZZZZZZZZZZZZZ1'/></row>", "impossible reference"),
        ("<row r='1'><c r='XFE1'/></row>", "impossible reference"),
        ("<row r='1'><c r='A0'/></row>", "impossible reference"),
        ("<row r='1'><c r=''/></row>", "impossible reference"),
        ("<row r='1'><c r='A2'/></row>", "is in row 1"),
        ("<row r='1'><c r='B1'/><c r='A1'/></row>", "cells of row 1 are out of order"),
        ("<row r='1'><c r='XFD1'/><c/></row>", "over 16384 cells"),
    ])
    func `impossible places are refused with their row`(rows: String, reason: String) throws {
        let error = #expect(throws: WorkbookError.self) { try csv(rows) }
        #expect(error?.description.contains(reason) == true)
        #expect(error?.description.contains("Sheet1") == true)
    }

    @Test func `over 2000 used columns are refused`() throws {
        #expect(try csv("<row r='1'><c r='BXX1'><v>1</v></c></row>").utf8.count == 2001)
        let error = #expect(throws: WorkbookError.self) {
            try csv("<row r='1'><c r='BXY1'><v>1</v></c></row>")
        }
        #expect(
            error == .tooLarge(reason: "the sheet Sheet1 has 2001 columns, over 2000"))
    }

    @Test func `quotes, commas and line breaks are quoted, and breaks reported`() throws {
        let rows = "<row r='1'><c t='str'><v>a,\"b\"</v></c><c t='str'><v> x </v></c></row>"
        #expect(try csv(rows) == "\"a,\"\"b\"\"\", x \n")
        #expect(try !WorkbookFixture(rows: rows).written().hasBreaksInCells)
        let broken = "<row><c t='inlineStr'><is><t>a\nb&#13;</t></is></c></row>"
        #expect(try csv(broken) == "\"a\nb\r\"\n")
        #expect(try WorkbookFixture(rows: broken).written().hasBreaksInCells)
    }
}
