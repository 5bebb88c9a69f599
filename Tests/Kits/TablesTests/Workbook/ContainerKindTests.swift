import Formats
import Tables
import Testing

@Suite struct ContainerKindTests {
    private func kind(_ bytes: [UInt8]) throws -> ContainerKind {
        try ContainerKind(of: scratchFile(bytes))
    }

    private func kind(_ text: String) throws -> ContainerKind { try kind(Array(text.utf8)) }

    private func kind(entries: [String], content: String = "") throws -> ContainerKind {
        var zip = ZipFixture()
        for entry in entries { zip.add(entry, Array(content.utf8)) }
        return try kind(zip.finished)
    }

    @Test(
        arguments: [
            ("", .text), ("account_id,score\nA1,5\n", .text), ("\u{FEFF}sep=;\n", .text),
            ("PK,name\n1,a\n", .text), ("%PDF-1.7\n", .pdf), ("{\\rtf1\\ansi", .rtf),
            ("{\"account_id\":\"A1\"}", .text), ("PAR1\u{15}", .parquet),
            ("SQLite format 3\0", .sqlite), ("BZh91AY&SY", .packed(format: "bzip2")),
            ("<!DOCTYPE html><p>", .html), ("\u{FEFF}\n  <HTML xmlns:x>", .html),
            ("<table><tr>", .html), ("<Meta charset=utf-8>", .html), ("<script>", .html),
            ("<head>", .html), ("<!-- saved -->\n<html>", .html), ("MIME-Version: 1.0\n", .html),
            ("<?xml version='1.0'?><!DOCTYPE html><html>", .html),
            (
                "<?xml version='1.0'?>\n<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>",
                .spreadsheet2003
            ),
            ("<?xml version='1.0'?><data/>", .xml), ("<unknown>", .text), ("a <b> c\n", .text),
            (String(repeating: " ", count: 257) + "ustar", .packed(format: "tar")),
        ] as [(String, ContainerKind)])
    func `text and its relatives are told by how they begin`(
        text: String, expected: ContainerKind
    ) throws {
        #expect(try kind(text) == expected)
    }

    @Test(
        arguments: [
            ([0x1F, 0x8B, 8], .gzip), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .packed(format: "xz")),
            ([0x28, 0xB5, 0x2F, 0xFD], .packed(format: "zstd")),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .packed(format: "7-Zip")),
            ([0x52, 0x61, 0x72, 0x21, 0x1A, 7, 1, 0], .packed(format: "RAR")),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .picture(format: "PNG")),
            ([0xFF, 0xD8, 0xFF, 0xE0], .picture(format: "JPEG")),
            ([0x50, 0x4B, 3, 4, 20, 0], .damagedZip),
            ([0xFF, 0xFE, 0x3C, 0, 0x68, 0, 0x74, 0, 0x6D, 0, 0x6C, 0], .html),
            ([0xFF, 0xFE, 0x61, 0], .text), ([0xE9, 0x2C, 0x0A], .text),
            ([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), .zip(entries: 0, first: "")),
        ] as [([UInt8], ContainerKind)])
    func `binary files are told by their signatures`(
        bytes: [UInt8], expected: ContainerKind
    ) throws {
        #expect(try kind(bytes) == expected)
    }

    @Test func `zip files are told by their entries`() throws {
        #expect(try kind(WorkbookFixture(rows: "").bytes()) == .xlsx)
        #expect(try kind(entries: ["[Content_Types].xml", "xl/workbook.bin"]) == .xlsb)
        #expect(try kind(entries: ["[Content_Types].xml", "word/document.xml"]) == .otherOffice)
        let openDocument = ["mimetype", "META-INF/manifest.xml", "content.xml"]
        let type = "application/vnd.oasis.opendocument."
        #expect(
            try kind(entries: openDocument, content: type + "spreadsheet")
                == .openDocumentSpreadsheet)
        #expect(try kind(entries: openDocument, content: type + "text") == .otherOpenDocument)
        #expect(try kind(entries: ["Index/Document.iwa"]) == .numbers)
        #expect(
            try kind(entries: ["ä\u{202E}.csv", "b"]) == .zip(entries: 2, first: "ä?.csv"))
    }

    @Test(
        arguments: [
            (["Root Entry", "Workbook"], .oldExcel), (["Root Entry", "Book"], .oldExcel),
            (["Root Entry", "WordDocument"], .otherOldOffice),
            (
                ["Root Entry", "\u{6}DataSpaces", "Version", "DataSpaceMap", "EncryptedPackage"],
                .encryptedOffice
            ),
        ] as [([String], ContainerKind)])
    func `old Office files are told by their streams`(
        streams: [String], expected: ContainerKind
    ) throws {
        #expect(try kind(oldOffice(streams)) == expected)
    }

    @Test func `a damaged old Office file is one still`() throws {
        let whole = oldOffice(["Root Entry", "Workbook"])
        for length in [8, 100, 512, 600] {
            #expect(try kind(Array(whole.prefix(length))) == .otherOldOffice)
        }
        // Its list of streams is a ring.
        var ring = oldOffice(["Root Entry", "WordDocument"])
        ring.replaceSubrange(512 + 4..<512 + 8, with: [1, 0, 0, 0])
        #expect(try kind(ring) == .otherOldOffice)
    }

    @Test func `what is not read says what to do`() throws {
        #expect(
            ContainerKind.oldExcel.description
                == "is an old Excel workbook (.xls): open it in Excel and save it as .xlsx or as "
                + "CSV UTF-8")
        #expect(
            ContainerKind.html.description
                == "is a web page with a table, which some systems call Excel: open it in Excel "
                + "and save it as .xlsx")
        #expect(
            ContainerKind.zip(entries: 1, first: "a.csv").description
                == "is a zip file with the file a.csv: unpack it and name the file in it")
        #expect(ContainerKind.xlsx.remedy == nil)
        #expect(ContainerKind.gzip.remedy == nil)
    }

    /// An Office file of the old kind: a header, the table of links, and the list of streams in
    /// sectors 1 and 3.
    private func oldOffice(_ streams: [String]) -> [UInt8] {
        var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        header += [UInt8](repeating: 0, count: 22) + [9, 0]
        header += [UInt8](repeating: 0, count: 48 - header.count) + [1, 0, 0, 0]
        header += [UInt8](repeating: 0, count: 512 - header.count)
        var links: [UInt8] = []
        for link in [0xFFFF_FFFD, 3, 0xFFFF_FFFE, 0xFFFF_FFFE] { links.add(link, bytes: 4) }
        links += [UInt8](repeating: 0xFF, count: 512 - links.count)
        let names = streams.map { name in
            var entry: [UInt8] = []
            for unit in name.utf16 { entry.add(Int(unit), bytes: 2) }
            return entry + [UInt8](repeating: 0, count: 128 - entry.count)
        }
        let list = names.flatMap { $0 } + [UInt8](repeating: 0, count: 1024 - 128 * names.count)
        let unused = [UInt8](repeating: 0, count: 512)
        return header + links + list.prefix(512) + unused + list.dropFirst(512)
    }
}
