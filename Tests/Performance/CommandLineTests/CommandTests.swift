import Foundation
import Testing

struct CommandTests {
    private func sample() throws -> Command { try Command(sampleOf: 60, months: 26) }

    @Test func `Feeds in, review out, twice the same bytes`() throws {
        let command = try sample()
        #expect(try command.run("review", "--out", "one").status == 0)
        #expect(try command.run("review", "--out", "two").status == 0)
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: command.folder.appending(path: "one").path)
        #expect(names.filter { $0.hasSuffix(".png") }.count == 20)
        for name in names where name.contains(".") {
            let one = try Data(contentsOf: command.folder.appending(path: "one/\(name)"))
            let two = try Data(contentsOf: command.folder.appending(path: "two/\(name)"))
            #expect(one == two, "\(name)")
        }
    }

    @Test func `The review is the same whatever the order in which the feeds came`() throws {
        let command = try sample()
        let feeds = [
            "fx", "benchmarks", "accounts", "surveys", "milestones", "csms", "targets", "sessions",
            "measures", "opportunities", "renewals", "health", "assignments", "arr", "overrides",
        ].map { "feeds/\($0).csv" }
        for feed in ["feeds/accounts.csv", "feeds/csms.csv"] + feeds.reversed() {
            #expect(try command.run("import", feed, "--db", "other.sqlite").status == 0)
        }
        let one = try command.run("review", "--json").output
        let other = try command.run("review", "--json", "--db", "other.sqlite").output
        #expect(one == other)
    }

    @Test func `The same files again change nothing and say so`() throws {
        let command = try sample()
        let before = try command.run("review", "--json").output
        let again = try command.run("import", "feeds", "--json")
        #expect(again.status == 0)
        #expect(!again.output.contains("\"new\": 1"))
        #expect(try command.run("review", "--json").output == before)
    }

    @Test func `A dry run reports and changes nothing`() throws {
        let command = try sample()
        let before = try command.run("review", "--json").output
        try command.write("account_id,segment\nA900001,SMB\n", to: "accounts.csv")
        let dryRun = try command.run("import", "accounts.csv", "--dry-run")
        #expect(dryRun.output.contains("nothing was changed"))
        #expect(try command.run("review", "--json").output == before)
    }

    @Test func `Rejected rows give status 2 and a report, strict takes nothing`() throws {
        let command = try sample()
        try command.write(
            "account_id,segment\nA900001,SMB\nA900002,\n", to: "accounts.csv")
        let strict = try command.run("import", "accounts.csv", "--strict")
        #expect(strict.status == 1)
        let lenient = try command.run("import", "accounts.csv")
        #expect(lenient.status == 2)
        let report = try String(
            contentsOf: command.folder.appending(path: "parallax-rejects.csv"),
            encoding: .utf8)
        #expect(report.contains("accounts.csv,3,segment,,must be given"))
    }

    @Test(arguments: [
        (["review", "--db", "none.sqlite"], Int32(1), "no ledger at none.sqlite"),
        (["review", "--month", "2026-13"], 64, "2026-13"),
        (["import", "none.csv"], 1, "cannot read none.csv: no such file or directory"),
        (["import", "none.csv", "--feed", "health"], 1, "cannot read none.csv"),
        (["import", "feeds", "--mapping", "vitaly"], 1, "did you mean 'vitally'?"),
        (["history", "nobody"], 1, "no account 'nobody'"),
        (["scorecard", "nobody"], 1, "'nobody'"),
        (["chart", "pie"], 64, "pie"),
        (["chart", "bridge"], 64, "name it with --csm ID or --team NAME"),
        (["chart", "bridge", "--csm", "nobody"], 1, "'nobody'"),
        (["chart", "bridge", "--team", "nowhere"], 1, "'nowhere'"),
        (["chart", "funnel", "--csm", "C0001"], 64, "'bridge' alone"),
        (["chart", "nps", "--size", "1x1"], 64, "1x1"),
        (["review", "--policy", "none.yaml"], 1, "none.yaml"),
        (["review", "--out", "/proc/none"], 1, "/proc"),
        (["sample", "--out", "x", "--accounts", "0"], 1, "accounts"),
    ])
    func `What cannot be done is said in one line`(
        _ arguments: [String], _ status: Int32, _ words: String
    ) throws {
        let command = try sample()
        let process = try command.process(arguments)
        let errors = Pipe()
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        let text = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == status, "\(text)")
        #expect(text.contains(words), "\(text)")
        if status == 1 {
            #expect(text.split(separator: "\n").count == 1, "\(text)")
        }
    }
}
