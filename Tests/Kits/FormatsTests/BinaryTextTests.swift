import Statistics
import Formats
import TestSupport
import Testing

@Suite struct BinaryTextTests {
    @Test func `Hexadecimal gives back every byte, in either case`() {
        let all = (0...255).map { UInt8($0) }
        let text = hexadecimal(all)
        #expect(text.hasPrefix("000102") && text.hasSuffix("fdfeff"))
        #expect(bytes(ofHexadecimal: text) == all)
        #expect(bytes(ofHexadecimal: text.uppercased()) == all)
        #expect(hexadecimal([]) == "" && bytes(ofHexadecimal: "") == [])
    }

    @Test func `Hexadecimal of random bytes gives them back`() {
        var generator = SplitMix64(seed: 7)
        for count in 0..<50 {
            let some = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(bytes(ofHexadecimal: hexadecimal(some)) == some)
        }
    }

    @Test(arguments: [
        "0", "abc", "0g", "g0", " 00", "00 ", "0x00", "+1", "-1", "é", "/0", ":0", "@0",
    ])
    func `What is no pairs of digits has no bytes`(text: String) {
        #expect(bytes(ofHexadecimal: text) == nil)
    }

    /// RFC 4648, section 10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `Base64 is that of the standard`(plain: String, encoded: String) {
        var text: [UInt8] = []
        appendBase64(Array(plain.utf8), to: &text)
        #expect(String(decoding: text, as: UTF8.self) == encoded)
    }
}
