import Calendar
import Closing
import Domain
import Review
import Testing

/// What pages and charts say about published figures.
struct PublicationWordingTests {
    @Test func `Figures of today's methods are as published`() throws {
        let closed = try #require(Instant("2026-11-05T09:00:00Z"))
        let published = Publication.published(
            edition: 2, closed: closed, methods: Policy.methodsVersion)
        #expect(published.sentence == "As published: edition 2, closed on 5 Nov 2026.")
        #expect(published.shortWords == "as published, edition 2 of 5 Nov 2026")
    }

    @Test func `After a change of the methods, pages and charts are made anew and say so`() throws {
        let closed = try #require(Instant("2026-11-05T09:00:00Z"))
        let published = Publication.published(
            edition: 1, closed: closed, methods: Policy.methodsVersion - 1)
        let sentence = try #require(published.sentence)
        #expect(sentence.contains("The methods changed since"))
        #expect(sentence.contains("review.json is as published"))
        #expect(sentence.contains("made anew"))
        #expect(published.shortWords?.contains("made anew by methods version") == true)
    }
}
