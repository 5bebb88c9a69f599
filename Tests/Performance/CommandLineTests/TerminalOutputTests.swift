import Foundation
import Testing

/// What reaches a terminal, and what goes into a file or a pipe.
@Suite(.serialized) struct TerminalOutputTests {
    private static let sample = Result { try Command(sampleOf: 60, months: 15) }

    @Test func `A chart goes to standard output as it is, but not to a terminal`() throws {
        let sample = try Self.sample.get()
        let outcome = try sample.shell(
            "parallax chart nps --out - > piped.png && parallax chart nps --out named.png")
        #expect(outcome.output == "Wrote named.png\n")
        let piped = try Data(contentsOf: sample.folder.appending(path: "piped.png"))
        #expect(try piped == Data(contentsOf: sample.folder.appending(path: "named.png")))
        for target in ["-", "/dev/tty", "/dev/stdout"] {
            let shown = try sample.terminal("chart nps --out \(target)")
            #expect(shown.contains("is not written to a terminal"), "\(shown)")
            #expect(!shown.contains("IHDR") && !shown.contains("PNG\r"))
        }
    }

    @Test func `JSON for a terminal has no control characters and stays JSON`() throws {
        let sample = try Command(sampleOf: 60, months: 15)
        let hostile = "\u{9B}2J\u{202E}"
        try sample.run("token", "new", "--role", "vp", "--name", hostile)
        let shown = try sample.terminal("token list --json")
        #expect(!shown.contains("\u{9B}") && !shown.contains("\u{202E}"))
        let start = try #require(shown.firstIndex(of: "["))
        let tokens = try #require(
            JSONSerialization.jsonObject(with: Data(shown[start...].utf8)) as? [[String: Any]])
        #expect(tokens.first?["name"] as? String == hostile)
    }

    @Test func `Bytes of a binary file are never shown`() throws {
        let sample = try Self.sample.get()
        for command in [
            "import noise.csv --feed accounts", "import noise.csv --feed accounts --json",
            "review --policy noise.csv", "import feeds --mapping noise.csv",
            "review --db noise.csv",
            "mapping draft noise.csv --feed accounts",
        ] {
            let outcome = try sample.shell(
                "head -c 4000 \"$(type -P bash)\" > noise.csv; parallax \(command)")
            #expect(outcome.status == 1, "\(command)")
            let said = outcome.output + outcome.errors
            #expect(!said.contains("ELF") && !said.contains("\\u00"), "\(said)")
            let controls = said.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" }
            #expect(controls.isEmpty, "\(said)")
        }
    }

    @Test func `Every place that is written by default is named`() throws {
        let sample = try Command(sampleOf: 60, months: 15)
        for (command, place) in [
            ("review", "review-2026-10"), ("chart nps", "nps.png"),
            ("import feeds", "parallax.sqlite"),
            ("audit --handoff proposal", "proposal"), ("backup copy.sqlite", "copy.sqlite"),
            ("sample --out other --accounts 10 --months 14", "to other"),
            ("token new --role vp", "parallax.sqlite.access"),
            ("mapping draft feeds/accounts.csv --feed accounts --out m.yaml", "m.yaml"),
        ] {
            let outcome = try sample.shell("parallax \(command)")
            #expect(outcome.status == 0 && outcome.output.contains(place), "\(outcome)")
        }
        try sample.write("account_id,segment\nA900002,\n", to: "accounts.csv")
        let rejected = try sample.run("import", "accounts.csv")
        #expect(rejected.output.contains("parallax-rejects.csv"))
    }
}
