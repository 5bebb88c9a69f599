import Foundation
import Testing

@Suite(.serialized) struct OutputTests {
    private static let sample = Result { try Command(sampleOf: 60, months: 15) }

    /// A line for every way in which a command writes to standard output.
    private static let commands = [
        "sample --out other --accounts 10 --months 14", "import feeds", "import feeds --json",
        "review", "review --json", "scorecard", "scorecard --json", "scorecard C0001",
        "audit", "audit --json", "audit --by reason", "audit --handoff proposal",
        "chart renewal_rate", "doctor", "doctor --json", "history A000001",
        "history A000001 --json", "token list", "token list --json",
        "token new --role vp", "token new --role vp --json", "backup $RANDOM.copy",
        "verify", "--help", "help import",
    ]

    @Test(arguments: commands)
    func `What cannot be written is an error`(command: String) throws {
        let sample = try Self.sample.get()
        for target in ["> /dev/full", ">&-"] {
            let outcome = try sample.shell("parallax \(command) \(target)")
            #expect(outcome.status != 0, "\(target)")
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.last?.contains("standard output") ?? false, "\(outcome.errors)")
        }
    }

    @Test func `A pipe that is closed early is no success, and nothing is said`() throws {
        let outcome = try Self.sample.get().shell(
            "parallax review --json | head -c 1 > /dev/null; exit ${PIPESTATUS[0]}")
        #expect(outcome.status != 0)
        #expect(outcome.errors.isEmpty)
    }

    @Test func `A token whose secret nobody saw is ended`() throws {
        let command = try Command(sampleOf: 60, months: 15)
        #expect(
            try command.shell("parallax token new --role vp --name Ann > /dev/full").status != 0)
        let listed = try command.run("token", "list").output
        #expect(listed.contains("Ann") && listed.contains("revoked"), "\(listed)")
    }

    @Test func `A token whose secret alone was read stays`() throws {
        let command = try Command(sampleOf: 60, months: 15)
        for _ in 0..<5 {
            let made = try command.shell("parallax token new --role vp --name Ann | head -1")
            #expect(made.output.hasPrefix("plx_"))
        }
        #expect(try !command.run("token", "list").output.contains("revoked"))
    }

    @Test func `No text of others controls a terminal`() throws {
        let sample = try Command(sampleOf: 60, months: 15)
        let hostile = "\u{1B}]0;x\u{7}\u{9B}2J\u{202E}"
        try sample.run("token", "new", "--role", "vp", "--name", hostile)
        try sample.write(
            "csm_id,name,team,manager_id,start_date,end_date\n"
                + "C0001,\(hostile),\(hostile),,2020-01-01,\n", to: "csms.csv")
        try FileManager.default.createDirectory(
            at: sample.folder.appending(path: "none\u{1B}"), withIntermediateDirectories: true)
        for arguments in [
            ["token", "list"], ["token", "list", "--json"], ["import", "csms.csv"], ["scorecard"],
            ["scorecard", hostile], ["import", "none\u{1B}"], ["doctor"], ["audit", "--by", "csm"],
            ["history", hostile], ["\(hostile)"],
        ] {
            let process = try sample.shell(
                "parallax " + arguments.map { "'\($0)'" }.joined(separator: " "))
            for character in ["\u{1B}", "\u{7}"] {
                #expect(!(process.output + process.errors).contains(character), "\(arguments)")
            }
            guard !arguments.contains("--json") else { continue }
            for character in ["\u{9B}", "\u{202E}"] {
                #expect(!(process.output + process.errors).contains(character), "\(arguments)")
            }
        }
    }

    @Test func `What is written is for its owner only, whatever the umask`() throws {
        let command = try Command(sampleOf: 60, months: 15)
        try command.write(
            "csm_id,name,team,manager_id,start_date,end_date\nX,Bo,Bay,,no day,\n", to: "csms.csv")
        try command.write("old", to: "parallax-rejects.csv")
        let made = try command.shell(
            """
            umask 0
            parallax import csms.csv; parallax review --out review; parallax chart renewal_rate
            parallax sample --out other --accounts 10 --months 14
            parallax audit --handoff proposal
            find review proposal other renewal_rate.png parallax-rejects.csv -perm /077 >&2
            """)
        #expect(made.errors.isEmpty, "\(made.errors)")
    }
}
