import Formats
import Tables
import Testing

@Suite struct WorkbookTests {
    private let row = "<row r='1'><c r='A1'><v>1</v></c></row>"

    @Test func `sheets are listed in order, with hidden ones and without charts`() throws {
        var fixture = WorkbookFixture(rows: row)
        fixture.set(
            "xl/workbook.xml",
            """
            <workbook xmlns:r='r'><sheets><sheet name='A &amp; B' r:id='s1'/><sheet name='C' r:id='c1'/>
            <sheet name='H' state='hidden' r:id='s4'/><sheet name='V' state='veryHidden' r:id='s4'/>
            </sheets></workbook>
            """)
        fixture.set(
            "xl/_rels/workbook.xml.rels",
            relationships([
                ("s1", "worksheet", "worksheets/sheet1.xml"), ("s4", "worksheet", "sheet4.xml"),
                ("c1", "chartsheet", "chartsheets/sheet1.xml"),
            ]))
        fixture.set("xl/sheet4.xml", "<worksheet><sheetData/></worksheet>")
        let workbook = try fixture.opened()
        #expect(workbook.sheets.map(\.name) == ["A & B", "H", "V"])
        #expect(workbook.sheets.map(\.isHidden) == [false, true, true])
        #expect(try workbook.sheets.map { try workbook.isEmpty($0) } == [false, true, true])
    }

    @Test(arguments: [
        "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "Worksheets\\Sheet1.XML",
        "./worksheets/../worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml",
    ])
    func `the part of a sheet is found however its path is written`(target: String) throws {
        var fixture = WorkbookFixture(rows: row)
        fixture.set(
            "xl/_rels/workbook.xml.rels", relationships([("s1", "worksheet", target)]))
        #expect(try fixture.csv() == "1\n")
    }

    @Test func `entries may have backslashes and capitals in their names`() throws {
        var zip = ZipFixture()
        for part in WorkbookFixture(rows: row).parts {
            let path = part.path.replacing("/", with: "\\").uppercased()
            zip.add(path, Array(part.text.utf8), isDeflated: true)
        }
        let book = try workbook(of: zip.finished)
        #expect(try csvText(of: book.sheets[0], in: book) == "1\n")
    }

    @Test func `prefixes and the Strict form are read`() throws {
        var fixture = WorkbookFixture(rows: "")
        let strict = "http://purl.oclc.org/ooxml"
        fixture.set(
            "xl/_rels/workbook.xml.rels",
            relationships([
                ("s1", "worksheet", "worksheets/sheet1.xml"),
                ("s3", "sharedStrings", "sharedStrings.xml"),
            ]).replacing("http://schemas.openxmlformats.org", with: strict))
        fixture.set(
            "xl/worksheets/sheet1.xml",
            """
            <x:worksheet xmlns:x='\(strict)/spreadsheetml/main'><x:sheetData><x:row x:r='1'>
            <x:c r='A1' t='s'><x:v>0</x:v></x:c><x:c r='B1' t='inlineStr'><x:is><x:t>b</x:t></x:is>
            </x:c></x:row></x:sheetData></x:worksheet>
            """)
        fixture.set(
            "xl/sharedStrings.xml",
            "<x:sst xmlns:x='\(strict)/spreadsheetml/main'><x:si><x:t>a</x:t></x:si></x:sst>")
        #expect(try fixture.csv() == "a,b\n")
    }

    @Test func `a workbook without styles and shared strings is read`() throws {
        var fixture = WorkbookFixture(rows: row)
        fixture.set(
            "xl/_rels/workbook.xml.rels",
            relationships([("s1", "worksheet", "worksheets/sheet1.xml")]))
        fixture.parts.removeAll {
            ["xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels"].contains($0.path)
        }
        #expect(try fixture.csv() == "1\n")
    }

    @Test func `sheets are appended one after the other`() throws {
        let workbook = try WorkbookFixture(rows: row).opened()
        let file = try FileDescriptor.scratch(in: "/tmp")
        for _ in 0..<3 { _ = try workbook.write(workbook.sheets[0], to: file) }
        #expect(try file.size() == 6)
    }

    @Test func `a workbook is opened by its path`() throws {
        #expect(throws: WorkbookError.self) {
            try Workbook(path: "/nowhere/at/all.xlsx", scratchFolder: "/tmp")
        }
    }
}
