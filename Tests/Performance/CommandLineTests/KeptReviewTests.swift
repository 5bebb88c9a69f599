import Foundation
import Testing

/// What is kept beside the ledger never changes a byte of a review.
struct KeptReviewTests {
    private static let folder = "parallax.sqlite.kept"

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
        _ = try command.shell("rm -rf away; mv \(Self.folder) away")
        defer { _ = try? command.shell("rm -rf \(Self.folder); mv away \(Self.folder)") }
        return try review(command, options)
    }

    private func kept(_ command: Command) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: command.folder.appending(path: Self.folder), includingPropertiesForKeys: nil)
    }

    @Test func `Kept, deleted, damaged and stale analyses give the same bytes`() throws {
        let command = try Command(sampleOf: 120, months: 18)
        let first = try review(command)
        let names = Set(
            try kept(command).map { String($0.lastPathComponent.prefix { $0 != "-" }) })
        #expect(names == ["audit", "fair", "history", "signals"])
        #expect(try review(command) == first)
        #expect(try fresh(command) == first)

        // Damaged: a byte in the middle, and half of the file.
        for (number, file) in try kept(command).enumerated() {
            var bytes = try Data(contentsOf: file)
            if number % 2 == 0 {
                bytes[bytes.count / 2] ^= 0x10
            } else {
                bytes = bytes.prefix(bytes.count / 2)
            }
            try bytes.write(to: file)
        }
        #expect(try review(command) == first)

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
        for options in ["--policy other.yaml", "--month 2026-08", "--quarter 2026-Q3"] {
            #expect(try review(command, options) == fresh(command, options), "\(options)")
        }
    }

    @Test func `Scores of the next month leave the analyses of this one as they are`() throws {
        let command = try Command(sampleOf: 60, months: 15)
        let before = try review(command, "--month 2026-10")
        let files = Set(try kept(command).map(\.lastPathComponent))
        _ = try command.shell(
            "(head -n 1 feeds/health.csv; sed -n 's/,2026-10-31,/,2026-11-01,/p' feeds/health.csv)"
                + " > next.csv; parallax import next.csv --feed health")
        let after = try review(command, "--month 2026-10")
        #expect(Set(try kept(command).map(\.lastPathComponent)) == files)
        #expect(after.keys == before.keys)
        #expect(try fresh(command, "--month 2026-10") == after)
    }
}
