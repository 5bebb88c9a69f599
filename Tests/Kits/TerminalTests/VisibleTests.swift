import Terminal
import Testing

@Suite struct VisibleTests {
    @Test func `Controls are shown by their number, all else stays`() {
        #expect(visible("Zoë Å 東京 🙂") == "Zoë Å 東京 🙂")
        #expect(
            visible("a\u{1B}]0;x\u{7}\u{7F}\u{9B}\u{202E}b")
                == "a\\u001B]0;x\\u0007\\u007F\\u009B\\u202Eb")
        #expect(visible("a\nb\r") == "a\\u000Ab\\u000D")
        #expect(visible("a\nb\r\n", keepsLines: true) == "a\nb\\u000D\n")
    }

    @Test func `A cell stays in its line`() {
        var table = Table(["", ""])
        table.add(["a\nb", "c"])
        #expect(table.text == "a\\u000Ab  c")
    }
}
