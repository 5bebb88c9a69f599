import Domain
import Intake
import Testing

@Suite struct MappingCorrectionTests {
    private let base = """
        platform: Some CRM
        source: https://example.com
        file:
          dates: dmy
        feeds:
          renewals:
            only: { Type: [Renewal] }
            renewal_id: { from: Id }
            outcome: { from: Stage, words: { Won: renewed, "*": open } }
            arr_before: { from: MRR, multiply: 12 }
            closed_date: { from: Closed, when: { Stage: [Won] } }
          health:
            score: { from: Score, worst: 0, best: 10 }
        """

    private func corrected(
        _ corrections: [String: Mapping.Correction], feed: Feed = .renewals
    ) throws -> Mapping {
        let text = Mapping.text(
            correcting: try Mapping(yaml: base, name: "base"), platform: "Some \"CRM\" #2",
            feed: feed, corrections: corrections, options: ReadingOptions())
        return try Mapping(yaml: text, name: "corrected")
    }

    @Test func `Without corrections a mapping says the same`() throws {
        let before = try Mapping(yaml: base, name: "base")
        let after = try corrected([:])
        #expect(after.platform == "Some \"CRM\" #2" && after.source == before.source)
        #expect(after.fileOptions.map(\.text) == ["dmy"])
        for feed in [Feed.renewals, .health] {
            #expect(after.corrections(of: feed) == before.corrections(of: feed))
            for column in feed.columns.map(\.name) {
                #expect(after.computes(column, of: feed) == before.computes(column, of: feed))
            }
        }
        // A second time nothing changes any more.
        let again = Mapping.text(
            correcting: after, platform: after.platform, feed: .renewals, corrections: [:],
            options: ReadingOptions())
        #expect(
            again
                == Mapping.text(
                    correcting: before, platform: after.platform, feed: .renewals,
                    corrections: [:], options: ReadingOptions()))
    }

    @Test func `A column from elsewhere loses what was made for other values`() throws {
        let mapping = try corrected(["arr_before": .init(.column("ARR: new, \"net\""))])
        #expect(!mapping.computes("arr_before", of: .renewals))
        #expect(
            mapping.corrections(of: .renewals)["arr_before"]?.source == .column("ARR: new, \"net\"")
        )
        #expect(mapping.computes("closed_date", of: .renewals))
    }

    @Test func `Words and scales are corrected without touching the rest`() throws {
        var outcome = Mapping.Correction(.column("Stage"))
        outcome.words = ["Won": "renewed", "Lost": "churned", "?": ""]
        let mapping = try corrected(["outcome": outcome, "reason": .init(.constant("none: \u{7}"))])
        #expect(mapping.corrections(of: .renewals)["outcome"] == outcome)
        #expect(mapping.corrections(of: .renewals)["reason"]?.source == .constant("none: \u{7}"))
        var score = Mapping.Correction(.column("Score"))
        score.scaleEnd = 1
        #expect(
            try corrected(["score": score], feed: .health).corrections(of: .health)["score"]
                == score)
    }

    @Test func `A word has its meaning in any case`() throws {
        let outcome = try #require(corrected([:]).corrections(of: .renewals)["outcome"])
        #expect(outcome.meaning(of: "WON") == "renewed")
        #expect(outcome.meaning(of: "Lost") == "open")
        #expect(Mapping.Correction(.column("Stage")).meaning(of: "Won") == nil)
    }

    @Test func `Every bundled mapping survives being written and read`() throws {
        for name in Mapping.bundledNames {
            let before = try Mapping(named: name)
            let text = Mapping.text(
                correcting: before, platform: before.platform, feed: .renewals, corrections: [:],
                options: ReadingOptions())
            let after = try Mapping(yaml: text, name: name)
            for feed in Feed.performance {
                #expect(after.corrections(of: feed) == before.corrections(of: feed), "\(name)")
            }
        }
    }

    @Test func `Options are written as they are set`() {
        var options = ReadingOptions()
        let texts = [
            "sheet": "A: b", "encoding": "CP1252", "separator": "semicolon", "header_row": "3",
            "dates": "mdy", "numbers": "1.234,56", "time_zone": "Europe/Berlin",
            "complete": "true", "snapshot": "true",
        ]
        for name in ReadingOptions.names { #expect(options.set(name, texts[name] ?? "") == nil) }
        #expect(options.words.map(\.name) == ReadingOptions.names)
        #expect(options.words.allSatisfy { texts[$0.name] == $0.text })
    }
}
