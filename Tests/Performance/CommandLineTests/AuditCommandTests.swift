import Foundation
import Testing

@Suite struct AuditCommandTests {
    private func sample() throws -> Command { try Command(sampleOf: 80, months: 30) }

    private func audit(_ command: Command) throws -> [String: Any] {
        let text = try command.run("audit", "--json").output
        return try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `The audit tells both directions and its JSON is that of the review`() throws {
        let command = try sample()
        let outcome = try command.run("audit")
        #expect(outcome.status == 0)
        for words in [
            "Overridden to a better tier", "Overridden to a worse tier",
            "what such a call is worth",
        ] {
            #expect(outcome.output.contains(words), "\(words)")
        }
        let review = try command.run("review", "--json").output
        let whole = try #require(
            JSONSerialization.jsonObject(with: Data(review.utf8)) as? [String: Any])
        let block = try #require(whole["override_audit"] as? NSDictionary)
        #expect(try block == audit(command) as NSDictionary)
    }

    @Test func `Every dimension gives a table, that by CSM no verdict`() throws {
        let command = try sample()
        for dimension in [
            "segment", "arr_tier", "product", "industry", "region", "reason", "lead_bucket",
        ] {
            let outcome = try command.run("audit", "--by", dimension)
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("adjusted p"), "\(dimension)")
        }
        let text = try command.shell("COLUMNS=200 parallax audit --by csm").output
        #expect(text.contains("not as a grade"))
        #expect(!text.contains("judgement") && !text.contains("rank"))
        let rows = text.split(separator: "\n").filter { $0.contains("(") }
        let names = rows.map { $0.prefix { $0 != "(" } }
        #expect(names == names.sorted())
    }

    @Test func `An episode is found by any of its overrides, others say why not`() throws {
        let command = try sample()
        let episodes = try #require(audit(command)["episodes"] as? [[String: Any]])
        let first = try #require(episodes.first?["episode_id"] as? String)
        let outcome = try command.run("audit", "--episode", first)
        #expect(outcome.status == 0)
        for words in ["Episode \(first)", "The score implied", "Verdict", "Overrides"] {
            #expect(outcome.output.contains(words), "\(words)")
        }
        let page = try command.run("audit", "--episode", first, "--out", "episode.html")
        #expect(page.status == 0)
        let html = try String(
            contentsOf: command.folder.appending(path: "episode.html"), encoding: .utf8)
        #expect(html.contains(first) && html.contains("data:image/png;base64,iVBOR"))
        #expect(try command.run("audit", "--out", "episode.html").status == 64)
        let unknown = try command.run("audit", "--episode", "nobody")
        #expect(unknown.status == 1)
        #expect(unknown.errors.contains("no episode 'nobody'"))
        #expect(unknown.errors.contains("parallax audit --json"))
        #expect(unknown.errors.split(separator: "\n").count == 1)
    }

    @Test func `The hand-off writes two files and says what it comes to`() throws {
        let command = try sample()
        let outcome = try command.run("audit", "--handoff", "proposal")
        #expect(outcome.status == 0)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: command.folder.appending(path: "proposal").path)
        #expect(names.sorted() == ["proposal.csv", "proposal.md"])
        #expect(outcome.output.contains("parts looked at"))
        #expect(try command.run("audit", "--handoff", "/proc/none").status == 1)
        #expect(try command.run("audit", "--json", "--by", "csm").status == 64)
        #expect(try command.run("audit", "--by", "mood").status == 64)
    }
}
