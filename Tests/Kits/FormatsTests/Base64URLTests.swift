import Formats
import Foundation
import Testing

@Suite struct Base64URLTests {
    /// The test vectors of RFC 4648, section 10, and two that need the letters of section 5.
    @Test(
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"), ("???", "Pz8_"), (">>>", "Pj4-"),
        ])
    func `Bytes become text and come back`(plain: String, text: String) {
        #expect(base64URL(plain.utf8) == text)
        #expect(bytes(ofBase64URL: text) == Data(plain.utf8))
    }

    @Test(arguments: ["Zh", "Zg==", "Pz8/", "Pj4+", "Z", "Zg\n", "Z g", "ä", "Zm9vYmF"])
    func `No bytes have a second text`(text: String) {
        #expect(bytes(ofBase64URL: text) == nil)
    }
}
