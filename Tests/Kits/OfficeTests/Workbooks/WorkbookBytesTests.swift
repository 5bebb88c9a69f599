import COffice
import CWorkbook
import Calendar
import Office
import Testing

@Suite struct WorkbookBytesTests {
    private func workbook(_ cells: [Cell], format: CellFormat = .text) throws -> PackageFixture {
        let sheet = Sheet(
            name: "A", columns: [Column("value", note: "What it is.", format: format)],
            rows: cells.map { [$0] })
        return try PackageFixture(Workbook(title: "T & U", sheets: [sheet]).xlsx())
    }

    @Test func `the same values give the same bytes`() throws {
        let sheet = Sheet(
            name: "A", columns: [Column("a", note: "n"), Column("b", format: .percent(1))],
            rows: [[.text("x"), .number(0.1)], [.day(Day(number: 20_000)), .flag(true)]])
        let workbook = Workbook(title: "t", sheets: [sheet])
        #expect(try workbook.xlsx() == workbook.xlsx())
    }

    @Test(arguments: ["=1+1", "-x", "+1", "@x", "=HYPERLINK(\"http://a\")", "{=1}", "\t=1"])
    func `no text becomes a formula, a number or a link`(text: String) throws {
        let parts = try workbook([.text(text)])
        let sheet = try #require(parts.text("xl/worksheets/sheet1.xml"))
        #expect(!sheet.contains("<f>") && !sheet.contains("<f "))
        #expect(!sheet.contains("hyperlink"))
        #expect(sheet.contains("<c r=\"A2\" t=\"s\">"))
    }

    @Test func `numbers that are not finite leave their cells empty`() throws {
        let sheet = try #require(
            workbook([.number(.nan), .number(.infinity), .number(-.infinity), .number(1)])
                .text("xl/worksheets/sheet1.xml"))
        for cell in ["A2", "A3", "A4"] { #expect(!sheet.contains("r=\"\(cell)\"")) }
        #expect(sheet.contains("<c r=\"A5\"><v>1</v></c>"))
    }

    @Test func `a text beyond Excel's limit is cut and says so`() throws {
        let parts = try workbook([.text(String(repeating: "x", count: 40_000))])
        let strings = try #require(parts.text("xl/sharedStrings.xml"))
        #expect(strings.contains(String(repeating: "x", count: 32_766) + "…"))
        #expect(!strings.contains(String(repeating: "x", count: 32_767)))
    }

    @Test func `characters that XML forbids are left out`() throws {
        let strings = try #require(
            workbook([.text("a\u{0}b\u{1F}c\u{FFFE}d")]).text("xl/sharedStrings.xml"))
        #expect(strings.contains(">abcd<"))
    }

    @Test func `days before Excel's count is right are texts`() throws {
        let days = [Day("1900-02-28"), Day("1900-03-01")].compactMap { $0 }
        let parts = try workbook(days.map(Cell.day), format: .day)
        let sheet = try #require(parts.text("xl/worksheets/sheet1.xml"))
        #expect(parts.text("xl/sharedStrings.xml")?.contains("1900-02-28") == true)
        #expect(sheet.contains("<v>61</v>"))
    }

    @Test func `properties have a fixed date and nobody's name`() throws {
        let core = try #require(workbook([.empty]).text("docProps/core.xml"))
        #expect(core.contains("T &amp; U") && core.contains("2000-01-01T00:00:00Z"))
        #expect(core.contains("<dc:creator></dc:creator>") || core.contains("<dc:creator/>"))
    }

    @Test
    func `libxlsxwriter has every function that is used, and a library that has not is named`() {
        #expect(loadXLSXWriter().missing == nil && loadXLSXWriter().isInstalled)
        #expect(!searchXLSXWriter("libxlsxwriter-not-here.so").isInstalled)
        let missing = searchXLSXWriter("libc.so.6").missing.map { String(cString: $0) }
        #expect(missing == "workbook_new_opt")
    }
}
