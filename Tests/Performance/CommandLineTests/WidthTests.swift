import Foundation
import Testing

/// Everything that a command prints for people fits 80 columns.
@Suite(.serialized) struct WidthTests {
    private static let sample = Result { try Command(sampleOf: 60, months: 15) }

    private static let help =
        [
            "", "mapping draft", "rejects list", "rejects forget", "token new", "token list",
            "token revoke",
        ]
        + [
            "sample", "import", "review", "scorecard", "audit", "chart", "doctor", "history",
            "withdraw", "rejects", "mapping", "token", "serve", "backup", "verify",
        ]

    private func isNarrow(_ text: String) -> Bool {
        text.split(separator: "\n").allSatisfy { $0.count <= 80 }
    }

    @Test(arguments: help)
    func `Help fits 80 columns`(command: String) throws {
        let outcome = try Self.sample.get().shell("COLUMNS=80 parallax \(command) --help")
        #expect(outcome.status == 0)
        #expect(isNarrow(outcome.output), "\(outcome.output)")
    }

    @Test(arguments: [
        "scorecard", "scorecard C0001", "audit", "audit --by csm", "audit --by reason",
        "audit --by arr_tier", "doctor", "history A000001", "rejects", "verify", "import feeds",
        "review --out narrow", "token list",
    ])
    func `Tables and sentences fit 80 columns, and more where there are more`(
        command: String
    ) throws {
        let sample = try Self.sample.get()
        let outcome = try sample.shell("COLUMNS=80 parallax \(command)")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(isNarrow(outcome.output), "\(outcome.output)")
        let wide = try sample.shell("COLUMNS=400 parallax \(command)").output
        #expect(wide.split(separator: "\n").count <= outcome.output.split(separator: "\n").count)
    }

    @Test func `On a terminal errors are broken between words, in a pipe they are one line`() throws
    {
        let sample = try Self.sample.get()
        let piped = try sample.run("review", "--month", "2031-01")
        #expect(piped.errors.split(separator: "\n").count == 1)
        let shown = try sample.terminal("review --month 2031-01", columns: 40)
        #expect(shown.split(separator: "\n").count > 1)
        #expect(shown.split(separator: "\n").allSatisfy { $0.count <= 40 }, "\(shown)")
    }
}
