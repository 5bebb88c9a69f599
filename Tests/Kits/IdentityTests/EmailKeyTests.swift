import Identity
import Testing

@Suite struct EmailKeyTests {
    @Test(arguments: [
        ("Vera.Lund@Example.com", "vera.lund@example.com"), ("  a@b  ", "a@b"),
        // The sign for kelvin (U+212A) becomes a "k" where letters of all scripts are folded.
        ("\u{212A}im@example.com", "\u{212A}im@example.com"),
        ("\u{C4}@example.com", "\u{C4}@example.com"),
        ("", nil), ("a", nil), ("@b", nil), ("a@", nil), ("a@b@c", nil), ("a b@c", nil),
        ("a\n@b", nil), (String(repeating: "a", count: 253) + "@b", nil),
    ])
    func `Addresses are compared without the case of ASCII letters`(text: String, key: String?) {
        #expect(emailKey(text) == key)
    }
}
