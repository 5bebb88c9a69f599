import Attribution
import Calendar
import Charting
import Domain
import PerformanceTestSupport
import Review
import ReviewCharts
import Signals
import TestSupport
import Testing

@Suite struct AnnotationTests {
    @Test func `A new version of the model is marked on the month in which it is first seen`()
        throws
    {
        var builder = PortfolioBuilder.predictable()
        builder.health.rewrite { $0.modelVersion = $0.day < "2025-06-10" ? "1.0" : "2.0" }
        let review = try builder.review()
        let first = review.signals.versions.filter { $0.version == "2.0" }
            .compactMap(\.firstDay).min()
        // Scores of this portfolio are read every few days.
        let day = try #require(first)
        #expect(day >= "2025-06-10" && day <= "2025-06-20")
        let months = Array(review.frame.trendMonths)
        let notes = review.modelNotes
        #expect(notes.map(\.words) == ["model 2.0"])
        #expect(notes.first.map { months[$0.month] } == Month(year: 2025, month: 6))
    }

    @Test func `One version of the model needs no mark`() throws {
        var builder = PortfolioBuilder.predictable()
        builder.health.rewrite { $0.modelVersion = "1.0" }
        #expect(try builder.review().modelNotes.isEmpty)
    }
}
