import Office
import Testing

@Suite struct BadTemplateTests {
    private func failure(_ bytes: [UInt8]) -> String? {
        do {
            _ = try SlideTemplate(bytes)
            return nil
        } catch {
            return error.description
        }
    }

    private func failure(_ damage: (inout PackageFixture) throws -> Void) throws -> String? {
        var parts = try PackageFixture(plainDeck())
        try damage(&parts)
        return try failure(parts.zipped())
    }

    private let layout = "ppt/slideLayouts/slideLayout1.xml"
    private let master = "ppt/slideMasters/slideMaster1.xml"
    private let main = "ppt/presentation.xml"

    @Test func `what is no presentation is named`() throws {
        #expect(failure([])?.contains("empty") == true)
        #expect(failure(Array("%PDF-1.7".utf8))?.contains("no PowerPoint file") == true)
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        #expect(failure(old + [UInt8](repeating: 0, count: 600))?.contains("password") == true)
        let zip = try zipFile([("readme.txt", Array("hello".utf8))])
        #expect(failure(zip)?.contains("no presentation") == true)
        let workbook = try Workbook(
            title: "", sheets: [Sheet(name: "a", columns: [Column("a")], rows: [])]
        ).xlsx()
        #expect(failure(workbook)?.contains("no presentation") == true)
    }

    @Test func `every message is one line that says what to do`() throws {
        let messages = [
            failure([]), failure(Array("x".utf8)), try failure { $0.remove(layout) },
            try failure { $0.remove(main) },
        ]
        for message in messages {
            let message = try #require(message)
            #expect(!message.contains("\n") && message.contains(": ") && message.count < 240)
        }
    }

    @Test func `a file that is cut short is damaged, wherever the cut is`() throws {
        let bytes = try plainDeck()
        for count in stride(from: 0, to: bytes.count, by: 997) {
            #expect(failure(Array(bytes.prefix(count))) != nil)
        }
    }

    @Test func `a missing part is named`() throws {
        #expect(try failure { $0.remove(layout) }?.contains("slideLayout1.xml is missing") == true)
        #expect(try failure { $0.remove(main) }?.contains("main part") == true)
    }

    @Test func `a template without layouts or titles is refused`() throws {
        let empty = try failure { parts in
            let text = try #require(parts.text(master))
            let list = try #require(text.firstMatch(of: /<p:sldLayoutIdLst>.*<\/p:sldLayoutIdLst>/))
            try parts.replace(String(list.output), with: "<p:sldLayoutIdLst/>", in: master)
        }
        #expect(empty?.contains("no layouts") == true)
        let untitled = try failure { parts in
            for name in parts.names(in: "ppt/slideLayouts") {
                let type = name == layout ? "ctrTitle" : "title"
                try parts.replace("type=\"\(type)\"", with: "type=\"dt\"", in: name)
            }
        }
        #expect(untitled?.contains("none of its 3 layouts has a title") == true)
    }

    @Test func `files outside the template are refused, links to pages are kept`() throws {
        func linked(_ kind: String, _ target: String) throws -> String? {
            try failure { parts in
                let rels = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
                let base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                try parts.replace(
                    "</Relationships>",
                    with: "<Relationship Id=\"x9\" Type=\"\(base)\(kind)\" Target=\"\(target)\" "
                        + "TargetMode=\"External\"/></Relationships>", in: rels)
            }
        }
        #expect(try linked("image", "https://example.com/logo.png")?.contains("links to") == true)
        #expect(try linked("image", "file:///C:/logo.png") != nil)
        #expect(try linked("hyperlink", "file:///etc/passwd") != nil)
        #expect(try linked("hyperlink", "https://example.com") == nil)
    }

    @Test func `targets from the root are understood, and those that climb out stay inside`() throws
    {
        let absolute = try failure { parts in
            try parts.replace(
                "\"slideMasters/slideMaster1.xml\"", with: "\"/ppt/slideMasters/slideMaster1.xml\"",
                in: "ppt/_rels/presentation.xml.rels")
        }
        #expect(absolute == nil)
        let outside = try failure { parts in
            try parts.replace(
                "\"slideMasters/slideMaster1.xml\"", with: "\"../../../etc/passwd\"",
                in: "ppt/_rels/presentation.xml.rels")
        }
        #expect(outside?.contains("etc/passwd is missing") == true)
    }

    @Test func `a part that unpacks to very much is refused`() throws {
        let bomb = try failure { parts in
            let index = try #require(parts.parts.firstIndex { $0.name == layout })
            parts.parts[index].bytes = [UInt8](repeating: 0x20, count: 80 << 20)
        }
        #expect(bomb?.contains("unpacks to over") == true)
    }

    @Test func `XML that is not safe to read is refused`() throws {
        let doctype = "<!DOCTYPE a [<!ENTITY b \"c\">]><p:sldLayout"
        #expect(try failure { try $0.replace("<p:sldLayout", with: doctype, in: layout) } != nil)
        let deep = String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100)
        #expect(
            try failure {
                try $0.replace("</p:sldLayout>", with: deep + "</p:sldLayout>", in: layout)
            }
                != nil)
        #expect(try failure { try $0.replace("</p:sldLayout>", with: "", in: layout) } != nil)
    }

    @Test func `macros are left out, and the remark says so`() throws {
        var parts = try PackageFixture(plainDeck())
        try parts.replace(
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            with: "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
            in: "[Content_Types].xml")
        parts.parts.append(("ppt/vbaProject.bin", Array("macro".utf8)))
        try parts.replace(
            "</Relationships>",
            with: "<Relationship Id=\"x9\" Type=\"http://schemas.microsoft.com/office/2006/"
                + "relationships/vbaProject\" Target=\"vbaProject.bin\"/></Relationships>",
            in: "ppt/_rels/presentation.xml.rels")
        let template = try SlideTemplate(parts.zipped())
        let deck = Presentation(title: "t", slides: [Slide(layout: .text, title: "t")])
        let (bytes, remarks) = try deck.pptx(on: template)
        #expect(remarks.contains { $0.text.contains("macros") })
        let written = try PackageFixture(bytes)
        #expect(!written.parts.contains { $0.name.contains("vba") })
        #expect(written.text("[Content_Types].xml")?.contains("macroEnabled") == false)
    }

    @Test func `random damage is an error or a template, never a crash`() throws {
        let bytes = try plainDeck()
        var state: UInt64 = 11
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var failures = 0
        for _ in 0..<300 {
            var damaged = bytes
            for _ in 0..<1 + random(4) {
                damaged[random(damaged.count)] = UInt8(truncatingIfNeeded: random(256))
            }
            if failure(damaged) != nil { failures += 1 }
        }
        #expect(failures > 20)
    }
}
