import Foundation
import GRDB
import Testing

/// What is kept beside the ledger never changes a byte of a review.
struct KeptReviewTests {
    private static let file = "parallax.sqlite.kept"

    /// Every file of a review that is made now, by name.
    private func review(_ command: Command, _ options: String = "") throws -> [String: Data] {
        let made = try command.shell("rm -rf out; parallax review --out out --svg \(options)")
        #expect(made.status == 0, "\(made.errors)")
        let out = command.folder.appending(path: "out")
        let names = try FileManager.default.subpathsOfDirectory(atPath: out.path)
        return try Dictionary(
            uniqueKeysWithValues: names.filter { $0.contains(".") }.map {
                ($0, try Data(contentsOf: out.appending(path: $0)))
            })
    }

    /// A review that is made without anything kept, which then is as it was.
    private func fresh(_ command: Command, _ options: String = "") throws -> [String: Data] {
        _ = try command.shell("rm -rf away; mv \(Self.file) away")
        defer { _ = try? command.shell("rm -rf \(Self.file); mv away \(Self.file)") }
        return try review(command, options)
    }

    /// The kept values: their names and keys.
    private func kept(_ command: Command) throws -> Set<String> {
        let path = command.folder.appending(path: Self.file).path
        return try DatabaseQueue(path: path).read {
            try Set(String.fetchAll($0, sql: "SELECT name || ' ' || key FROM kept"))
        }
    }

    private func damage(_ command: Command, _ sql: String) throws {
        let path = command.folder.appending(path: Self.file).path
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    @Test func `Kept, deleted, damaged and stale analyses give the same bytes`() throws {
        let command = try Command(sampleOf: 120, months: 18)
        let first = try review(command)
        let names = Set(try kept(command).map { String($0.prefix { $0 != " " }) })
        #expect(names == ["audit", "fair", "history", "picture", "signals"])
        #expect(try review(command) == first)
        #expect(try fresh(command) == first)

        // Damaged: cut, emptied, and all but one under the key of another.
        for change in [
            "bytes = substr(bytes, 1, length(bytes) / 2)", "bytes = x''",
            "bytes = (SELECT bytes FROM kept LIMIT 1)",
        ] {
            try damage(command, "UPDATE kept SET \(change)")
            #expect(try review(command) == first, "\(change)")
        }

        // Stale: other facts and another policy.
        let changes: [(feed: String, rows: Int, options: String, change: (String) -> String)] = [
            (
                "health", 900, "",
                { $0.replacing(/,[0-9]+[.][0-9]+/, with: ",12.5", maxReplacements: 1) }
            ),
            ("accounts", 40, "", { $0.replacing(/Enterprise|SMB|Mid-Market/, with: "Other") }),
            // The rows that a complete file lacks are taken back.
            ("surveys", .max, "--complete --withdraw-many", { $0.contains("nps") ? $0 : "" }),
        ]
        for (feed, rows, options, change) in changes {
            let before = try review(command)
            let file = command.folder.appending(path: "feeds/\(feed).csv")
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            let changed = lines.dropFirst().suffix(rows).map { change(String($0)) }
            try ([String(lines[0])] + changed.filter { !$0.isEmpty }).joined(separator: "\n")
                .write(
                    to: command.folder.appending(path: "\(feed).csv"), atomically: true,
                    encoding: .utf8)
            let taken = try command.shell("parallax import \(feed).csv \(options)")
            #expect(taken.status == 0, "\(feed): \(taken.errors) \(taken.output)")
            let after = try review(command)
            #expect(after != before, "\(feed)")
            #expect(try fresh(command) == after, "\(feed)")
        }
        _ = try command.shell("echo 'minimum_count: 4' > other.yaml")
        for options in [
            "--policy other.yaml", "--month 2026-08", "--quarter 2026-Q3", "--theme dark",
        ] {
            #expect(try review(command, options) == fresh(command, options), "\(options)")
        }
    }

    @Test func `Scores of the next month leave the analyses of this one as they are`() throws {
        let command = try Command(sampleOf: 60, months: 15)
        let before = try review(command, "--month 2026-10")
        func analyses() throws -> Set<String> {
            // The footer of every picture has the digest of all data.
            try kept(command).filter { !$0.hasPrefix("picture ") }
        }
        let values = try analyses()
        _ = try command.shell(
            "(head -n 1 feeds/health.csv; sed -n 's/,2026-10-31,/,2026-11-01,/p' feeds/health.csv)"
                + " > next.csv; parallax import next.csv --feed health")
        let after = try review(command, "--month 2026-10")
        #expect(try analyses() == values)
        #expect(after.keys == before.keys)
        #expect(try fresh(command, "--month 2026-10") == after)
    }
}
