import Domain
import Testing

struct IdentifierTests {
    @Test func `Two spellings of one accented letter are two identifiers`() {
        let composed = AccountID("caf\u{E9}")
        let decomposed = AccountID("cafe\u{301}")
        #expect("caf\u{E9}" == "cafe\u{301}")  // what Swift's own texts would say
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(composed == AccountID("caf\u{E9}"))
        #expect(composed.hashValue == AccountID("caf\u{E9}").hashValue)
    }

    @Test func `The order is that of UTF-8 bytes, not of UTF-16 units`() {
        // U+FB01 is before U+1F600 in UTF-8 and behind its surrogates in UTF-16.
        let ligature = "\u{FB01}"
        let emoji = "\u{1F600}"
        #expect(AccountID(ligature) < AccountID(emoji))
        #expect(ligature.precedesByBytes(emoji))
        #expect(!ligature.utf16.lexicographicallyPrecedes(emoji.utf16))
        #expect(
            ["b", "\u{E9}", "a", "Z", "e\u{301}", ""].map(AccountID.init).sorted().map(\.text)
                .map { Array($0.utf8) }
                == ["", "Z", "a", "b", "e\u{301}", "\u{E9}"].map { Array($0.utf8) })
    }

    @Test func `A feed's texts are equal by their bytes`() {
        #expect(FeedValue.text("\u{E9}") != FeedValue.text("e\u{301}"))
        #expect(FeedValue.text("x") == FeedValue.text("x"))
        #expect(FeedValue.text("") != FeedValue.none)
        #expect(FeedValue.number(1) != FeedValue.text("1"))
    }
}
