import Calendar
import Charting
import Deck
import Domain
import Office
import PerformanceTestSupport
import Review
import Sample
import TestSupport
import Testing

@Suite struct SlideTests {
    private static let sample = Result {
        try SampleReading(SamplePortfolio(accounts: 150, csms: 8, months: 30, seed: 3))
    }

    private static func sampleReview() throws -> MonthlyReview {
        try MonthlyReview(sample.get(), policy: Policy(), month: october)
    }

    @Test func `The deck for a VP begins with the brief and ends with where figures come from`()
        throws
    {
        let slides = try Self.sampleReview().slides(for: .vp)
        #expect(slides.first?.layout == .title)
        #expect(slides.first?.title == "Customer success review, October 2026")
        #expect(slides.count > 20)
        let kinds = slides.map(\.title)
        func place(_ start: String) throws -> Int {
            try #require(kinds.firstIndex { $0.hasPrefix(start) }, "\(start)\n\(kinds)")
        }
        #expect(try place("We renewed") == 1)
        #expect(try place("ARR ") > 1)
        #expect(try place("Appendix: what each figure means") > place("ARR grew in"))
        #expect(slides.last?.title.hasPrefix("Appendix: these figures are") == true)
    }

    @Test(arguments: DeckAudience.allCases, [DeckCharts.native, .picture])
    func `No slide is empty, and each has a finding, notes and descriptions`(
        audience: DeckAudience, charts: DeckCharts
    ) throws {
        for slide in try Self.sampleReview().slides(for: audience, charts: charts) {
            #expect(slide.problems.isEmpty, "\(slide.title): \(slide.problems)")
        }
    }

    @Test func `The board's deck is shorter and has no chart of persons`() throws {
        let review = try Self.sampleReview()
        let board = try review.slides(for: .board)
        let all = try review.slides(for: .vp)
        #expect(board.count < all.count)
        #expect(board.count >= 10)
        #expect(!board.contains { $0.title.contains("CSM") && $0.layout == .chart })
    }

    @Test(arguments: DeckAudience.allCases)
    func `A month without anything says so, on slides that are not empty`(
        audience: DeckAudience
    ) throws {
        let slides = try PortfolioBuilder().review().slides(for: audience)
        #expect(slides.count >= 5)
        #expect(slides.allSatisfy { $0.problems.isEmpty }, "\(slides.flatMap(\.problems))")
        #expect(slides.contains { $0.title.contains("cannot be drawn yet") })
        #expect(slides[1].title.hasPrefix("Too few contracts"))
        #expect(
            !slides.contains { $0.content.contains { if case .chart = $0 { true } else { false } } }
        )
    }

    @Test(arguments: DeckAudience.allCases)
    func `A portfolio without outcomes is not judged`(audience: DeckAudience) throws {
        let slides = try PortfolioBuilder.withoutOutcomes.review().slides(for: audience)
        #expect(slides.allSatisfy { $0.problems.isEmpty }, "\(slides.flatMap(\.problems))")
        #expect(slides[1].title.hasPrefix("Outcomes are missing"))
    }

    @Test(arguments: DeckAudience.allCases)
    func `One CSM with awkward names`(audience: DeckAudience) throws {
        let slides = try PortfolioBuilder.small.review().slides(for: audience)
        #expect(slides.allSatisfy { $0.problems.isEmpty }, "\(slides.flatMap(\.problems))")
    }

    @Test func `Two hundred CSMs with long names fit, and what is left out is said`() throws {
        var builder = PortfolioBuilder()
        for position in 0..<200 {
            let name = "Maximiliana-Wilhelmine Featherstonehaugh-Cholmondeley the \(position)th"
            let csm = builder.csm("c\(1000 + position)", team: "Team \(position % 7)", name: name)
            for index in 0..<12 {
                let account = builder.account("a\(100_000 + builder.facts.accounts.count)")
                builder.assign(account, to: csm, from: "2024-01-01")
                builder.renewal(
                    account, due: "2026-03-15", after: (index + position) % 5 == 0 ? 0 : 100)
            }
        }
        let slides = try builder.review().slides(for: .vp)
        #expect(slides.allSatisfy { $0.problems.isEmpty }, "\(slides.flatMap(\.problems))")
        let rows = try #require(
            slides.lazy.compactMap { slide -> (Slide, RowPlot)? in
                for case .chart(let chart) in slide.content {
                    if case .rows(let plot) = chart.plot, plot.barName == "expected range" {
                        return (slide, plot)
                    }
                }
                return nil
            }.first)
        #expect(rows.1.rows.count == 18)
        #expect(rows.0.source?.contains("182 more") == true, "\(rows.0.source ?? "")")
    }

    @Test func `The same review gives the same slides`() throws {
        let review = try Self.sampleReview()
        let one = try ReviewDeck(review, for: .vp).presentation(charts: .native) { _ in [1] }
        let other = try ReviewDeck(review, for: .vp).presentation(charts: .native) { _ in [1] }
        #expect(one == other)
    }

    @Test func `Pictures take the place of all charts where they are asked for`() throws {
        let slides = try Self.sampleReview().slides(for: .vp, charts: .picture)
        let contents = slides.flatMap(\.content)
        #expect(!contents.contains { if case .chart = $0 { true } else { false } })
        #expect(contents.count { if case .picture = $0 { true } else { false } } > 10)
    }
}
