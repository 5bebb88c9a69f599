import PerformanceService
import Testing

@Suite struct PreviewRefusalTests {
    @Test(arguments: [
        (
            "nothing tells whether 03/04/2026 in the column 'due_date' on line 2 begins with the day "
                + "or the month: say --dates dmy or --dates mdy", ["dates"]
        ),
        (
            "the column 'due_date' has dates in both orders: 13/04/2026 on line 2 and 04/13/2026 on "
                + "line 3; export it with one order, or say which one counts with --dates dmy or "
                + "--dates mdy (rows in the other are then rejected)", ["dates"]
        ),
        (
            "nothing tells whether the mark in 1.200 on line 2 parts thousands or decimals: say "
                + "--numbers 1,234.56 or --numbers 1.234,56", ["numbers"]
        ),
        (
            "it is not UTF-8 but probably CP1250; say so with --encoding CP1250, or save it as CSV "
                + "UTF-8", ["encoding"]
        ),
        (
            "none of its sheets is named after a feed; say which one to read with --sheet: 'A', 'B'",
            ["sheet"]
        ),
        (
            "as a complete file it would withdraw 9 of the 10 arr rows in the ledger, more than a "
                + "fifth; if that is right, say --withdraw-many", ["withdraw_many"]
        ),
        (
            "the key of the row on line 3 cannot be read, so nobody can tell which rows are missing: "
                + "correct it, or leave --complete out", ["complete"]
        ),
        ("the column 'due_date' is missing; the header has a, b", ["columns"]),
        ("it has no header on line 7", ["header_row"]), ("the gzip data is damaged", []),
    ])
    func `A refusal names controls of the page, not options of a command`(
        reason: String, controls: [String]
    ) {
        let refusal = PreviewRefusal("cannot use the file of arr: \(reason)")
        #expect(refusal.asked.first == controls.first)
        #expect(!refusal.text.contains("--") && !refusal.text.contains("cannot use the file"))
        #expect(refusal.text.hasSuffix("."))
    }

    @Test func `The likely encoding is chosen beforehand`() {
        let refusal = PreviewRefusal(
            "cannot use the file of arr: it is not UTF-8 but probably CP1250; say so with --encoding "
                + "CP1250, or save it as CSV UTF-8")
        #expect(refusal.likelyEncoding == "CP1250")
        #expect(PreviewRefusal("it is empty").likelyEncoding == nil)
    }
}
