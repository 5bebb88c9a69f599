import Formats
import Tables
import TestSupport
import Testing

@Suite struct TextTableTests {
    private func plain(
        _ bytes: some Sequence<UInt8>, _ options: TableOptions = TableOptions()
    ) throws -> (text: String, form: [String]) {
        let folder = try ScratchFolder()
        let path = try folder.write("t", bytes)
        let table = try TableFile(path: path, scratchFolder: folder.path).plain(options) {
            $0.contains("id") && $0.contains("name")
        }
        var content = [UInt8](repeating: 0, count: table.size)
        _ = try table.content.read(into: &content, at: 0)
        return (String(decoding: content[table.start...], as: UTF8.self), table.form)
    }

    @Test(
        arguments: [
            ("id,name\n1,Ann\n", "id,name\n1,Ann\n", []),
            ("id;name\n1;Ann, B\n", "id,name\n1,\"Ann, B\"\n", ["semicolons between fields"]),
            ("id\tname\n1\tAnn\n", "id,name\n1,Ann\n", ["tabs between fields"]),
            ("id|name\n1|\"a|b\"\"c\"\n", "id,name\n1,\"a|b\"\"c\"\n", ["pipes between fields"]),
            ("sep=;\nid;name\n1;x\n", "\nid,name\n1,x\n", ["semicolons between fields"]),
            ("id,name\r1,Ann\r", "id,name\n1,Ann\n", ["lines that end in CR"]),
            (
                "Title\n\nid;name\n1;5,5\n", "Title\n\nid,name\n1,\"5,5\"\n",
                ["semicolons between fields"]
            ),
            ("id;name\n1;\"a\nb\"\n", "id,name\n1,\"a\nb\"\n", ["semicolons between fields"]),
            (
                "id;name\n\"\"1\";x\n2;\"y\"\n", "id,name\n\"\"1\",x\n2,\"y\"\n",
                ["semicolons between fields"]
            ),
        ] as [(String, String, [String])])
    func `Any separator and line end becomes plain CSV`(
        text: String, expected: String, form: [String]
    ) throws {
        let found = try plain(text.utf8)
        #expect(found.text == expected)
        #expect(found.form == form)
    }

    @Test func `UTF-16 is told by its mark, other encodings by their name`() throws {
        let utf16: [UInt8] = [0xFF, 0xFE] + littleEndian("id,name\n1,Jörg\n")
        #expect(try plain(utf16) == ("id,name\n1,Jörg\n", ["UTF-16LE"]))
        let latin = Array("id,name\n1,J".utf8) + [0xF6] + Array("rg\n".utf8)
        var options = TableOptions()
        options.encoding = "CP1252"
        #expect(try plain(latin, options) == ("id,name\n1,Jörg\n", ["CP1252"]))
        options.encoding = "NO-SUCH"
        #expect(throws: TableError.unknownEncoding("NO-SUCH")) { try plain(latin, options) }
        // UTF-8 is read as such, whatever was named.
        options.encoding = "CP1252"
        let kept = try plain("id,name\n1,Jörg\n".utf8, options)
        #expect(kept.text == "id,name\n1,Jörg\n")
    }

    @Test(arguments: [
        ("Jörg Müller;Köln\n", "ISO-8859-1", "CP1252"), ("Жанна;Москва\n", "CP1251", "CP1251"),
        ("Müller;Größe\n", "MACINTOSH", "MACINTOSH"), ("山田太郎;東京\n", "SHIFT_JIS", "SHIFT_JIS"),
        ("Müller;Köln\n", "UTF-16LE", "UTF-16LE"),
    ])
    func `The likely encoding is named`(text: String, encoding: String, named: String) throws {
        let bytes = try encoded(text, encoding)
        #expect(EncodingGuess.likeliest(bytes) == named)
    }

    private func littleEndian(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for unit in text.utf16 { bytes += [UInt8(unit & 255), UInt8(unit >> 8)] }
        return bytes
    }

    /// A text in another encoding, by a table made with the decoder.
    private func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
        if encoding == "UTF-16LE" { return littleEndian(text) }
        return try text.flatMap { character -> [UInt8] in
            if let ascii = character.asciiValue { return [ascii] }
            for first in UInt8(0x80)...0xFF {
                for bytes in [[first]] + (UInt8(0x40)...0xFC).map({ [first, $0] }) {
                    let decoder = try #require(TextDecoder(encoding: encoding))
                    let decoded = bytes.withUnsafeBytes(decoder.decoded)
                    if decoder.isAtCharacterEnd, decoded == Array(String(character).utf8) {
                        return bytes
                    }
                }
            }
            return []
        }
    }

    @Test func `JSON lines become rows, with all their names`() throws {
        let lines = "{\"id\":1,\"name\":\"a,b\"}\n\n{\"id\":2.125,\"x\":null,\"y\":7}\n"
        #expect(try plain(lines.utf8).text == "id,name,x,y\n1,\"a,b\",,\n\n2.125e0,,,7\n")
        #expect(throws: TableError.json(line: 2, "is not a JSON object on one line")) {
            try plain("{\"id\":1}\n[1]\n".utf8)
        }
    }

    @Test func `Checking UTF-8 finds the first wrong byte, however the text is cut`() {
        for (bytes, fault) in [
            ([0x61, 0xC3, 0xA4], nil), ([0xC3], 1), ([0x61, 0xFF], 1), ([0xE0, 0x80, 0x80], 1),
            ([0xED, 0xA0, 0x80], 1), ([0xF4, 0x90, 0x80, 0x80], 1),
            ([0xF0, 0x9F, 0x98, 0x80], nil),
        ] as [([UInt8], Int?)] {
            for cut in 0...bytes.count {
                var check = UTF8Check()
                bytes[..<cut].withUnsafeBytes { check.update($0) }
                bytes[cut...].withUnsafeBytes { check.update($0) }
                check.end()
                #expect(check.isValid == (String(validating: bytes, as: UTF8.self) != nil))
                if let fault, !check.isValid { #expect(check.faultOffset >= fault - 1) }
            }
        }
    }

    @Test func `Binary data is no table, and text of two bytes a character is not binary`() throws {
        var random = SystemRandomNumberGenerator()
        // Its first byte is none with which another format begins, as `{` does for JSON lines.
        let noise =
            [0x7F] + (0..<5000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let header: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1]
        let program = header + [UInt8](repeating: 0, count: 500) + noise.prefix(200)
        for bytes in [noise, program] {
            let error = #expect(throws: TableError.self) { _ = try plain(bytes) }
            #expect(try #require(error?.description).contains("binary data"))
        }
        let text = String(repeating: "id,name\n1,Zoë\n", count: 20)
        let wide = Array(text.utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(throws: TableError.notUTF8(likely: "UTF-16LE")) { _ = try plain(wide) }
    }
}
