import Tables
import Testing

@Suite struct SheetCellsTests {
    private func field(
        _ cell: String, strings: String? = nil, workbook: String = ""
    ) throws -> String {
        // A last column, so that an empty field shows.
        let rows = "<row r='1'>\(cell)<c t='str'><v>|</v></c></row>"
        let text = try WorkbookFixture(rows: rows, strings: strings, workbook: workbook).csv()
        return String(text.dropLast(3))
    }

    @Test(arguments: [
        ("<c t='b'><v>1</v></c>", "TRUE"), ("<c t='b'><v>0</v></c>", "FALSE"),
        ("<c t='e'><v>#N/A</v></c>", "#N/A"), ("<c t='e'><f>A1</f><v>#REF!</v></c>", "#REF!"),
        ("<c t='str'><f>A1</f><v>text</v></c>", "text"),
        ("<c t='str'><f>A1</f><v></v></c>", ""),
        ("<c t='str'><f>A1</f></c>", Workbook.formulaWithoutValue),
        ("<c><f>A1</f></c>", Workbook.formulaWithoutValue),
        ("<c><f>A1</f><v></v></c>", Workbook.formulaWithoutValue),
        ("<c><f>A1</f><v>2</v></c>", "2"), ("<c><f t='shared' si='0'/><v>2</v></c>", "2"),
        ("<c t='d'><v>2025-12-31</v></c>", "2025-12-31"),
        ("<c t='d'><v>2025-12-31T00:00:00</v></c>", "2025-12-31"),
        ("<c t='d'><v>2025-12-31T00:00:00.000Z</v></c>", "2025-12-31"),
        ("<c t='d'><v>2025-12-31T09:26:53.589</v></c>", "2025-12-31T09:26:53"),
        ("<c t='d'><v>09:26:53</v></c>", "09:26:53"),
        ("<c t='inlineStr'><is><t>a</t></is></c>", "a"),
        ("<c t='inlineStr'><is><r><t>a </t></r><r><rPr/><t>b</t></r></is></c>", "a b"),
        ("<c t='inlineStr'><is><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></is></c>", "漢字"),
        ("<c t='n'><v> 5\n</v></c>", "5"), ("<c t='unknown'><v>5</v></c>", "5"),
        ("<c><v>not a number</v></c>", "not a number"), ("<c/>", ""), ("<c><v/></c>", ""),
        ("<c t='str'><v><![CDATA[a<b]]></v></c>", "a<b"), ("<c t='str'><v>a&lt;b</v></c>", "a<b"),
    ])
    func `each kind of cell has its text`(cell: String, text: String) throws {
        #expect(try field(cell) == text)
    }

    @Test(arguments: [
        ("_x0041_", "A"), ("a_x0009_b", "a\tb"), ("_x005F_x0041_", "_x0041_"),
        ("_xD83D__xDE00_", "😀"), ("_xD83D_", "_xD83D_"), ("_xDE00_x", "_xDE00_x"),
        ("_x0000_", "_x0000_"), ("_x00e9_", "é"), ("_x004", "_x004"), ("_x00G1_", "_x00G1_"),
        ("_X0041_", "_X0041_"), ("__x0041__", "_A_"), ("snake_case_name", "snake_case_name"),
    ])
    func `escapes are decoded in every kind of text`(written: String, text: String) throws {
        #expect(try field("<c t='str'><v>\(written)</v></c>") == text)
        #expect(try field("<c t='inlineStr'><is><t>\(written)</t></is></c>") == text)
        let shared = "<si><t>\(written)</t></si>"
        #expect(try field("<c t='s'><v>0</v></c>", strings: shared) == text)
    }

    @Test func `shared strings are found by number`() throws {
        let strings = """
            <si><t>a</t></si><si/><si><r><t xml:space='preserve'> b</t></r><r><t>c </t></r>
            <rPh sb='0' eb='1'><t>no</t></rPh><phoneticPr fontId='1'/></si>
            """
        #expect(try field("<c t='s'><v>0</v></c>", strings: strings) == "a")
        #expect(try field("<c t='s'><v>1</v></c>", strings: strings) == "")
        #expect(try field("<c t='s'><v>2</v></c>", strings: strings) == " bc ")
        #expect(try field("<c t='s'><v></v></c>", strings: strings) == "")
        for number in ["3", "-1", "999999999999999999999", "x"] {
            let error = #expect(throws: WorkbookError.self) {
                try field("<c t='s'><v>\(number)</v></c>", strings: strings)
            }
            #expect(error?.description.contains("row 1") == true)
        }
    }

    @Test func `formulas without a result, or with a doubtful one, are counted`() throws {
        let rows = "<row><c><f>A1</f></c><c><f>A1</f><v>0</v></c><c><f>A1</f><v>5</v></c></row>"
        let calm = try WorkbookFixture(rows: rows).written()
        #expect(calm.formulasWithoutValue == 1)
        #expect(calm.unconfirmedZeros == 0)
        let asking = try WorkbookFixture(
            rows: rows, workbook: "<calcPr calcId='1' fullCalcOnLoad='1'/>"
        ).written()
        #expect(asking.unconfirmedZeros == 1)
    }
}
