import Formats
import Tables

/// A workbook of one or more sheets, written by a test part by part.
struct WorkbookFixture {
    /// The content of each part, by its path.
    var parts: [(path: String, text: String)]

    /// A workbook with one sheet, `Sheet1`.
    ///
    /// - Parameters:
    ///   - rows: the rows of the sheet, as XML.
    ///   - formats: custom number formats; style n + 1 has the n-th of them.
    ///   - builtIn: numbers of built-in formats, for the styles that follow.
    ///   - strings: the shared strings, as XML (`<si><t>a</t></si>`).
    ///   - workbook: further elements of the main part.
    init(
        rows: String, formats: [String] = [], builtIn: [Int] = [], strings: String? = nil,
        workbook: String = ""
    ) {
        parts = [
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", relationships([("r1", "officeDocument", "xl/workbook.xml")])),
            (
                "xl/workbook.xml",
                "<workbook xmlns:r='r'>\(workbook)<sheets><sheet name='Sheet1' sheetId='1' r:id='s1'/>"
                    + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relationships([
                    ("s1", "worksheet", "worksheets/sheet1.xml"), ("s2", "styles", "styles.xml"),
                    ("s3", "sharedStrings", "sharedStrings.xml"),
                ])
            ),
            (
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData>\(rows)</sheetData></worksheet>"
            ),
            ("xl/styles.xml", styles(formats, builtIn)),
            ("xl/sharedStrings.xml", "<sst>\(strings ?? "")</sst>"),
        ]
    }

    /// Replaces a part, or adds it.
    mutating func set(_ path: String, _ text: String) {
        parts.removeAll { $0.path == path }
        parts.append((path, text))
    }

    /// The bytes of the file.
    func bytes(isDeflated: Bool = false, isEncrypted: Bool = false) -> [UInt8] {
        var zip = ZipFixture(isEncrypted: isEncrypted)
        for part in parts { zip.add(part.path, Array(part.text.utf8), isDeflated: isDeflated) }
        return zip.finished
    }

    /// The workbook, opened.
    func opened() throws -> Workbook { try workbook(of: bytes()) }

    /// The first sheet as CSV.
    func csv() throws -> String {
        let workbook = try opened()
        return try csvText(of: workbook.sheets[0], in: workbook)
    }

    /// What became of the first sheet.
    func written() throws -> SheetWritten {
        let workbook = try opened()
        return try workbook.write(workbook.sheets[0], to: .scratch(in: "/tmp"))
    }
}

/// A workbook in a scratch file.
func workbook(of bytes: [UInt8]) throws -> Workbook {
    try Workbook(scratchFile(bytes), scratchFolder: "/tmp")
}

/// A scratch file with some bytes.
func scratchFile(_ bytes: [UInt8]) throws -> FileDescriptor {
    let file = try FileDescriptor.scratch(in: "/tmp")
    try file.append(bytes)
    return file
}

/// A sheet as CSV.
func csvText(of sheet: Sheet, in workbook: Workbook) throws -> String {
    let file = try FileDescriptor.scratch(in: "/tmp")
    _ = try workbook.write(sheet, to: file)
    var bytes = [UInt8](repeating: 0, count: try file.size())
    _ = try file.read(into: &bytes, at: 0)
    return String(decoding: bytes, as: UTF8.self)
}

/// A list of relationships as XML.
func relationships(_ list: [(id: String, kind: String, target: String)]) -> String {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let entries = list.map {
        "<Relationship Id='\($0.id)' Type='\(office)/\($0.kind)' Target='\($0.target)'/>"
    }
    return "<Relationships>\(entries.joined())</Relationships>"
}

private func styles(_ formats: [String], _ builtIn: [Int]) -> String {
    let custom = formats.enumerated().map { index, code in
        "<numFmt numFmtId='\(164 + index)' formatCode='\(attribute(code))'/>"
    }
    let numbers = [0] + formats.indices.map { 164 + $0 } + builtIn
    let styles = numbers.map { "<xf numFmtId='\($0)'/>" }
    return "<styleSheet><numFmts>\(custom.joined())</numFmts>"
        + "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
        + "<cellXfs>\(styles.joined())</cellXfs>"
        + "<dxfs><dxf><numFmt numFmtId='164' formatCode='0'/></dxf></dxfs></styleSheet>"
}

private func attribute(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("'", with: "&apos;").replacing("<", with: "&lt;")
}
