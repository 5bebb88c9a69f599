import Calendar
import Domain
import Formats
import Intake
import TestSupport
import Testing

struct MappingTests {
    private func refusal(_ yaml: String) throws -> String? {
        let scratch = try ScratchFolder()
        do {
            _ = try Mapping(named: scratch.write("m.yaml", Array(yaml.utf8)))
            return nil
        } catch {
            return "\(error)".split(separator: "m.yaml: ").last.map(String.init)
        }
    }

    @Test(
        arguments: [
            ("  health:\n    score: { from: s }", nil),
            ("  helth:\n    score: { from: s }", "'helth' is no feed"),
            ("  health:\n    scores: { from: s }", "health has no column 'scores'"),
            ("  health:\n    component_use: { from: s }", nil),
            ("  arr:\n    component_use: { from: s }", "arr has no column 'component_use'"),
            ("  health:\n    score: {}", "health.score needs either 'from' or 'constant'"),
            (
                "  health:\n    score: { from: s, constant: \"5\" }",
                "health.score needs either 'from' or 'constant'"
            ),
            (
                "  health:\n    score: { from: s, worst: 1 }",
                "health.score needs two different numbers in 'worst' and 'best'"
            ),
            (
                "  health:\n    score: { from: s, worst: 1, best: 1 }",
                "health.score needs two different numbers in 'worst' and 'best'"
            ),
        ] as [(String, String?)])
    func `A mapping is checked before a file is read`(feeds: String, reason: String?) throws {
        #expect(
            try refusal("platform: P\nsource: S\nfeeds:\n\(feeds)\n") == reason)
    }

    @Test func `A mapping that does not exist is an error`() {
        let path = "nowhere/at-all.yaml"
        #expect(throws: FileError.unreadable(path: path, reason: "no such file or directory")) {
            try Mapping(named: path)
        }
    }

    private func importFile(_ rules: String, _ feed: Feed, _ text: String) throws -> (
        Workshop, [Int]
    ) {
        let shop = try Workshop.furnished()
        let yaml = "platform: P\nsource: S\nfeeds:\n  \(feed):\n\(rules)\n"
        let mapping = try Mapping(named: shop.write("m.yaml", yaml))
        let path = try shop.write("export.csv", text)
        let summary = try shop.run([path]) {
            $0.feed = feed
            $0.mapping = mapping
        }
        return (shop, try #require(summary.files.first).counts)
    }

    private static let base = "    account_id: { from: Id }\n    date: { from: Day }\n"

    @Test func `Scores are stretched and turned round`() throws {
        let (shop, counts) = try importFile(
            Self.base + "    score: { from: Risk, worst: 5, best: 1 }", .health,
            "Id,Day,Risk\nA1,2025-01-01,1\nA1,2025-01-02,2\nA1,2025-01-03,5\nA1,2025-01-04,6\n")
        #expect(counts == [3, 0, 0, 1])
        #expect(try shop.health()["A1"]?.map(\.score.tenths) == [1000, 750, 0])
        #expect(try shop.rejects() == ["export.csv,5,Risk,6,must be between 0 and 100"])
    }

    @Test func `Bands, words and constants make tiers`() throws {
        let bands =
            "[{ up_to: 50, word: red }, { up_to: 75, word: amber }, { up_to: 100, word: green }]"
        let (shop, counts) = try importFile(
            Self.base + "    score: { from: S }\n    tier: { from: S, bands: \(bands) }\n"
                + "    model_version: { constant: m1 }", .health,
            "Id,Day,S\nA1,2025-01-01,50\nA1,2025-01-02,50.1\nA1,2025-01-03,75\nA1,2025-01-04,76\n")
        #expect(counts == [4, 0, 0, 0])
        #expect(try shop.health()["A1"]?.map(\.tier) == [.red, .amber, .amber, .green])
        #expect(try shop.health()["A1"]?.allSatisfy { $0.modelVersion == "m1" } == true)
    }

    @Test func `An empty translation means not given, and an unknown word rejects the row`() throws
    {
        let (shop, counts) = try importFile(
            Self.base + "    score: { from: S }\n"
                + "    tier: { from: T, words: { G: green, none: \"\" } }", .health,
            "Id,Day,S,T\nA1,2025-01-01,5,G\nA1,2025-01-02,5,none\nA1,2025-01-03,5,\nA1,2025-01-04,5,X\n"
        )
        #expect(counts == [3, 0, 0, 1])
        #expect(try shop.health()["A1"]?.map(\.tier) == [.green, nil, nil])
        #expect(try shop.rejects() == ["export.csv,5,T,X,\"the mapping knows only G, none\""])
    }

    @Test func `Only and except part a file in two without a rest`() throws {
        let text = "Id,Day,S,K\nA1,2025-01-01,5,a\nA1,2025-01-02,6,b\nA1,2025-01-03,7,\n"
        let rules = Self.base + "    score: { from: S }\n"
        #expect(try importFile(rules + "    only: { K: [a] }", .health, text).1 == [1, 0, 0, 0])
        #expect(try importFile(rules + "    except: { K: [a] }", .health, text).1 == [2, 0, 0, 0])
        #expect(throws: IntakeError.self) {
            try importFile(rules + "    except: { Kind: [a] }", .health, text)
        }
    }

    @Test func `A field is left empty unless others say so`() throws {
        let (shop, counts) = try importFile(
            Self.base + "    score: { from: S }\n    tier: { from: T, when: { K: [a, b] } }",
            .health, "Id,Day,S,T,K\nA1,2025-01-01,5,red,a\nA1,2025-01-02,6,red,c\n")
        #expect(counts == [2, 0, 0, 0])
        #expect(try shop.health()["A1"]?.map(\.tier) == [.red, nil])
    }

    @Test func `A required column that a condition leaves empty rejects the row`() throws {
        let (shop, counts) = try importFile(
            Self.base + "    score: { from: S, when: { K: [a] } }",
            .health, "Id,Day,S,K\nA1,2025-01-01,5,a\nA1,2025-01-02,6,c\n")
        #expect(counts == [1, 0, 0, 1])
        #expect(try shop.rejects() == ["export.csv,3,S,6,must be given"])
    }

    @Test func `A feed that the mapping lacks is refused`() throws {
        #expect(throws: IntakeError.mapping(name: "P", reason: "it has nothing for the feed arr")) {
            let shop = try Workshop.furnished()
            let yaml = "platform: P\nsource: S\nfeeds:\n  health:\n    score: { from: s }\n"
            let mapping = try Mapping(named: shop.write("m.yaml", yaml))
            let path = try shop.write("arr.csv", "account_id\n")
            try shop.run([path]) { $0.mapping = mapping }
        }
    }
}
