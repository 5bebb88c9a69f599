import Terminal
import Testing

@Suite struct DisplayWidthTests {
    // Reference: the columns that xterm and GNOME Terminal give these texts.
    @Test(arguments: [
        ("", 0), ("Ana", 3), ("Zoë", 3), ("Zoe\u{308}", 3), ("東京", 4), ("김서연", 6), ("ﾄｳｷｮｳ", 5),
        ("שרה", 3), ("🙂", 2), ("👩‍💻", 2), ("🇩🇪", 2), ("❤️", 2), ("−4.0 %", 6), ("can’t", 5), ("…", 1),
    ])
    func `Wide characters take two columns, marks none`(text: String, columns: Int) {
        #expect(displayWidth(text) == columns)
    }
}
