import Statistics
import Formats
import Tables
import TestSupport
import Testing

@Suite struct HostileWorkbookTests {
    private let row = "<row r='1'><c r='A1' t='str'><v>secret</v></c></row>"

    private func refusal(_ fixture: WorkbookFixture) -> WorkbookError? {
        refusal(fixture.bytes())
    }

    private func refusal(_ bytes: [UInt8]) -> WorkbookError? {
        do {
            let book = try workbook(of: bytes)
            for sheet in book.sheets { _ = try csvText(of: sheet, in: book) }
            return nil
        } catch {
            return error as? WorkbookError
        }
    }

    private func refusal(sheet: String) -> WorkbookError? {
        var fixture = WorkbookFixture(rows: "")
        fixture.set("xl/worksheets/sheet1.xml", sheet)
        return refusal(fixture)
    }

    @Test func `a document type is refused, so that no entity is expanded`() {
        let bomb = """
            <!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <worksheet><sheetData><row><c t='str'><v>&b;</v></c></row></sheetData></worksheet>
            """
        let expected = WorkbookError.unsafe(
            reason: "xl/worksheets/sheet1.xml has a document type definition")
        #expect(refusal(sheet: bomb) == expected)
        #expect(refusal(sheet: "<?xml version='1.0'?>\n<!-- > -->\n" + bomb) == expected)
        #expect(refusal(sheet: "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>") == expected)
    }

    @Test(arguments: [
        "", "text", "<worksheet>", "<worksheet><sheetData></worksheet>", "<a/><b/>",
        "<a>&unknown;</a>", "<a b='1' b='2'/>", "<a b=1/>", "<a>\u{1}</a>", "<a>&#0;</a>",
        "<a><![CDATA[", "<n:a/>", "<a n:b='1'/>", "<a><!-- ", "<a", "<a b='",
        "<?xml version='1.0' encoding='UTF-16'",
    ])
    func `malformed XML is damage`(sheet: String) {
        guard case .damaged(let reason) = refusal(sheet: sheet) else {
            Issue.record("it was not refused as damaged")
            return
        }
        #expect(reason.contains("xl/worksheets/sheet1.xml"))
    }

    @Test func `text that is not UTF-8 is damage, whatever it declares`() {
        var zip = ZipFixture()
        let utf16 = Array("<worksheet><sheetData/></worksheet>".utf16).flatMap {
            [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]
        }
        for part in WorkbookFixture(rows: row).parts where !part.path.contains("sheet1") {
            zip.add(part.path, Array(part.text.utf8))
        }
        let latin = Array("<?xml version='1.0' encoding='latin1'?><a>".utf8) + [0xE9]
        for sheet in [utf16, [0xFF, 0xFE] + utf16, latin + Array("</a>".utf8)] {
            var zip = zip
            zip.add("xl/worksheets/sheet1.xml", sheet)
            guard case .damaged = refusal(zip.finished) else {
                Issue.record("it was not refused as damaged")
                return
            }
        }
    }

    @Test func `deep elements are refused`() {
        let deep = { (levels: Int) in
            String(repeating: "<a>", count: levels) + String(repeating: "</a>", count: levels)
        }
        #expect(refusal(sheet: deep(64)) == nil)
        let reason = "xl/worksheets/sheet1.xml has elements over 64 levels deep"
        #expect(refusal(sheet: deep(65)) == .unsafe(reason: reason))
        #expect(refusal(sheet: deep(100_000)) == .unsafe(reason: reason))
    }

    @Test func `many namespaces are refused before they cost time`() {
        let declared = { (count: Int) in (0..<count).map { " xmlns:n\($0)='u'" }.joined() }
        #expect(refusal(sheet: "<a\(declared(250))/>") == nil)
        #expect(
            refusal(sheet: "<a\(declared(200))><b\(declared(100))/></a>")
                == .unsafe(
                    reason: "xl/worksheets/sheet1.xml has over 256 namespaces or 10000 names"))
    }

    @Test func `many names are refused before they cost time`() {
        let names = (0..<100_000).map { "<n\($0)/>" }.joined()
        #expect(
            refusal(sheet: "<a>\(names)</a>")
                == .unsafe(
                    reason: "xl/worksheets/sheet1.xml has over 256 namespaces or 10000 names"))
    }

    @Test func `a name in a message is short and printable`() {
        var fixture = WorkbookFixture(rows: "<row r='1'/><row r='1'/>")
        let name = "\u{202E}" + String(repeating: "n", count: 100)
        fixture.set("xl/workbook.xml", "<a><sheets><sheet name='\(name)' id='s1'/></sheets></a>")
        let shown = "?" + String(repeating: "n", count: 59) + "…"
        #expect(refusal(fixture)?.description.contains("in the sheet \(shown), the rows") == true)
    }

    @Test func `large tags are refused before they cost time`() {
        let attributes = (0..<100_000).map { " a\($0)=''" }.joined()
        let reason = "xl/worksheets/sheet1.xml has a tag of over 256 attributes or 1 MiB"
        #expect(refusal(sheet: "<a\(attributes)/>") == .unsafe(reason: reason))
        let long = String(repeating: "x", count: 1 << 20)
        #expect(refusal(sheet: "<a b='\(long)'/>") == .unsafe(reason: reason))
        #expect(refusal(sheet: "<\(long)x/>") == .unsafe(reason: reason))
        // What looks like the end of a comment is none, so the quotes behind it are no values.
        #expect(refusal(sheet: "<a><!---> ' --><b\(attributes)/></a>") == .unsafe(reason: reason))
        #expect(refusal(sheet: "<a><!-- ' --><?b ' ?><![CDATA[ ' ]]><b/></a>") == nil)
    }

    @Test func `a long text in a cell is refused with its row`() {
        let long = String(repeating: "x", count: 1 << 20)
        let cell = { (text: String) in
            "<row r='7'><c r='A7' t='str'><v>\(text)</v></c></row>"
        }
        #expect(refusal(WorkbookFixture(rows: cell(long))) == nil)
        #expect(
            refusal(WorkbookFixture(rows: cell(long + "x")))
                == .tooLarge(reason: "a cell in row 7 of the sheet Sheet1 is over 1 MiB"))
        let strings = "<si/><si><t>\(long)x</t></si>"
        #expect(
            refusal(WorkbookFixture(rows: row, strings: strings))
                == .tooLarge(reason: "the shared string 1 is over 1 MiB"))
    }

    @Test func `a part that inflates too far is refused, whatever the directory claims`() {
        var zip = ZipFixture()
        for part in WorkbookFixture(rows: row).parts where !part.path.contains("sheet1") {
            zip.add(part.path, Array(part.text.utf8))
        }
        let blanks = [UInt8](repeating: UInt8(ascii: " "), count: 65 << 20)
        zip.add(
            "xl/worksheets/sheet1.xml", Array("<a>".utf8) + blanks + Array("</a>".utf8),
            isDeflated: true, claimed: 10)
        #expect(
            refusal(zip.finished)
                == .tooLarge(reason: "xl/worksheets/sheet1.xml unpacks to over 64 MiB"))
    }

    @Test func `too many entries are refused before libzip makes room for them`() {
        var zip = ZipFixture()
        for index in 0...10_000 { zip.add("\(index)", []) }
        #expect(refusal(zip.finished) == .tooLarge(reason: "the zip file has over 10000 entries"))
        // A large directory: the end of it, its size in 8 bytes, and where that is.
        var bytes: [UInt8] = [0x50, 0x4B, 6, 6, 44, 0, 0, 0, 0, 0, 0, 0, 45, 0, 45, 0]
        bytes.add(0, bytes: 8)
        bytes.add(1 << 40, bytes: 8)
        bytes.add(1 << 40, bytes: 8)
        bytes.add(0, bytes: 16)
        bytes += [0x50, 0x4B, 6, 7]
        bytes.add(0, bytes: 12)
        bytes.add(1, bytes: 4)
        bytes += [0x50, 0x4B, 5, 6] + [UInt8](repeating: 0xFF, count: 16) + [0, 0]
        #expect(refusal(bytes) == .tooLarge(reason: "the zip file has over 10000 entries"))
    }

    @Test func `a workbook with a password is refused as such`() {
        #expect(refusal(WorkbookFixture(rows: row).bytes(isEncrypted: true)) == .encrypted)
    }

    @Test func `a file that is cut short is damaged at every length`() {
        let whole = WorkbookFixture(rows: row).bytes(isDeflated: true)
        for length in 0..<whole.count {
            guard case .damaged = refusal(Array(whole.prefix(length))) else {
                Issue.record("\(length) of \(whole.count) bytes were not refused")
                return
            }
        }
    }

    @Test(arguments: ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
    func `a missing part is named`(path: String) {
        var fixture = WorkbookFixture(rows: row)
        fixture.parts.removeAll { $0.path == path }
        #expect(refusal(fixture)?.description.contains(path) == true)
    }

    @Test func `no mutation of a workbook crashes, and no error quotes its cells`() {
        var random = SplitMix64(seed: 7)
        let fixture = WorkbookFixture(
            rows: row + "<row r='3'><c r='B3' s='1'><f>A1</f><v>46022.5</v></c></row>",
            formats: ["yyyy-mm-dd"], strings: "<si><r><t>secret</t></r></si>")
        let whole = fixture.bytes(isDeflated: true)
        for _ in 0..<1000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
                    in: 0...255, using: &random)
            }
            #expect(refusal(bytes)?.description.contains("secret") != true)
        }
        for _ in 0..<1000 {
            var fixture = fixture
            let index = Int.random(in: 0..<fixture.parts.count, using: &random)
            var text = Array(fixture.parts[index].text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                text[Int.random(in: 0..<text.count, using: &random)] = .random(
                    in: 32...126, using: &random)
            }
            fixture.parts[index].text = String(decoding: text, as: UTF8.self)
            _ = refusal(fixture)
        }
    }
}
