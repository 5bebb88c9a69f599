import Formats
import Testing

@Suite struct CSVFieldTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("Zoë 'x' =1+1", "Zoë 'x' =1+1"), ("a,b", "\"a,b\""),
        ("say \"hi\"", "\"say \"\"hi\"\"\""), ("two\nlines", "\"two\nlines\""),
        ("two\r\nlines", "\"two\r\nlines\""), ("\"", "\"\"\"\""), ("tab\there", "tab\there"),
    ])
    func `Only commas, quotes and line ends ask for quotes`(text: String, field: String) {
        #expect(csvField(text) == field)
        var bytes = Array("x".utf8)
        appendCSVField(text, to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "x" + field)
    }
}
