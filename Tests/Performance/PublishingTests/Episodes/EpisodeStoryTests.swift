import Domain
import OverrideAudit
import PerformanceTestSupport
import Publishing
import Review
import TestSupport
import Testing

@Suite struct EpisodeStoryTests {
    private func story(_ id: String) throws -> EpisodeStory {
        let review = try PortfolioBuilder.audited.review()
        let episode = try #require(review.audit.episodes.first { $0.id == id })
        return try EpisodeStory(
            episode, of: review, health: InMemoryReading(PortfolioBuilder.audited).health)
    }

    @Test func `It tells what was said, what the model said and what came`() throws {
        let story = try story("o10")
        let facts = story.facts.map { "\($0.label): \($0.text)" }
        #expect(facts.contains("Account: a10 (Customer 10), SMB"))
        #expect(facts.contains("Overridden: to a better tier, on 2026-03-02"))
        #expect(facts.contains("The model said: amber, score 55.0"))
        #expect(facts.contains("The score implied: – (no earlier renewals to learn from)"))
        #expect(facts.contains("Renewal: r10, due 2026-05-01, 60 days later"))
        #expect(facts.contains("Verdict: churned, as the score said"))
        #expect(
            story.overrides.map(\.text) == [
                "green, relationship, “Zelda heard from their CFO”, re-evaluation 2026-04-01"
            ])
    }

    @Test(arguments: [("o10", "2026-05-01"), ("o34", "2026-10-31")])
    func `No score is of after the due date or the end of the month`(
        _ id: String, _ last: String
    ) throws {
        let story = try story(id)
        #expect(story.scores.last?.label == last)
        #expect(story.scores.allSatisfy { $0.label <= last })
        #expect(!story.sparkline.isEmpty)
    }

    @Test func `An open one has no verdict yet`() throws {
        let facts = try story("o34").facts.map { "\($0.label): \($0.text)" }
        #expect(facts.contains("Verdict: can’t tell yet: not due for long enough"))
        #expect(!facts.contains { $0.hasPrefix("Closed") })
    }
}
