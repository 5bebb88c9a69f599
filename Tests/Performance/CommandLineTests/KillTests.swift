import Domain
import Foundation
import GRDB
import Ledger
import Testing

/// `kill -9` while a million rows are being imported.
struct KillTests {
    @Test func `An import killed at any moment leaves the ledger as before or as after`() throws {
        let command = try Command()
        // 1.1 million health rows; everything else goes in first.
        try command.run("sample", "--out", "feeds", "--accounts", "1000", "--csms", "8")
        try FileManager.default.moveItem(
            at: command.folder.appending(path: "feeds/health.csv"),
            to: command.folder.appending(path: "health.csv"))
        #expect(try command.run("import", "feeds", "--db", "before.sqlite").status == 0)

        let started = Date()
        try copy("before.sqlite", to: "after.sqlite", command)
        #expect(try command.run("import", "health.csv", "--db", "after.sqlite").status == 0)
        let duration = Date().timeIntervalSince(started)
        let before = try digest("before.sqlite", command)
        let after = try digest("after.sqlite", command)
        #expect(before != after)

        var generator = SystemRandomNumberGenerator()
        var kills = 0
        for _ in 0..<16 {
            try copy("before.sqlite", to: "killed.sqlite", command)
            let process = try command.process(["import", "health.csv", "--db", "killed.sqlite"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            Thread.sleep(forTimeInterval: .random(in: 0...duration, using: &generator))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { kills += 1 }
            let found = try digest("killed.sqlite", command)
            #expect(found == before || found == after)
            // What was killed can simply be done again.
            #expect(try command.run("import", "health.csv", "--db", "killed.sqlite").status == 0)
            #expect(try digest("killed.sqlite", command) == after)
        }
        #expect(kills > 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: command.folder.path)
        #expect(!left.contains { $0.hasPrefix(".parallax-") }, "scratch files were left behind")
    }

    private func copy(_ name: String, to target: String, _ command: Command) throws {
        for suffix in ["", "-wal", "-shm"] {
            let url = command.folder.appending(path: target + suffix)
            try? FileManager.default.removeItem(at: url)
        }
        try FileManager.default.copyItem(
            at: command.folder.appending(path: name), to: command.folder.appending(path: target))
    }

    /// The digest of a sound ledger's facts.
    private func digest(_ name: String, _ command: Command) throws -> String {
        let path = command.folder.appending(path: name).path
        try DatabaseQueue(path: path).read { database in
            let integrity = try String.fetchOne(database, sql: "PRAGMA integrity_check")
            #expect(integrity == "ok")
            let strays = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check")
            #expect(strays == nil)
        }
        return try SQLiteLedger(path: path, creating: false).reading().dataDigest
    }
}
