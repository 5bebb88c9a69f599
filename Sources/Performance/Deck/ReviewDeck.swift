import Attribution
import Brief
import Calendar
public import Charting
import Closing
import Concurrency
import Domain
import Formats
public import Office
public import Review
import ReviewCharts

/// A review as slides.
///
///     let deck = ReviewDeck(review, for: .board)
///     let slides = try deck.presentation(charts: .native) { chart in
///         try renderPNG(chart, size: .reference, theme: .light, fonts: fonts)
///     }
///
/// The title of each slide is its finding. It is a pure function of the review: the same facts give the
/// same slides.
public struct ReviewDeck: Sendable {
    /// The review as its audience may see it.
    let review: MonthlyReview
    let audience: DeckAudience
    let brief: Brief
    /// What may be in no text that people wrote.
    let withheld: WithheldNames

    /// The deck of a review.
    public init(_ review: MonthlyReview, for audience: DeckAudience) {
        self.audience = audience
        switch audience {
        case .vp:
            self.review = review
            withheld = WithheldNames()
            brief = Brief(review, for: .everybody)
        case .board:
            self.review = review.forBoard()
            withheld = review.withheldNames(besides: self.review)
            brief = Brief(self.review, for: .board)
        }
    }

    /// The slides.
    ///
    /// - Parameters:
    ///   - charts: how charts are shown.
    ///   - picture: draws a chart as a PNG. It is called on several threads.
    /// - Returns: the slides; always at least one.
    /// - Throws: what `picture` throws.
    public func presentation(
        charts: DeckCharts, picture: @escaping @Sendable (any Chart) throws -> [UInt8]
    ) throws -> Presentation {
        let shown = try mapInParallel(chartsInOrder) { chart in
            try ChartSlide(chart, of: self, as: charts, picture: picture)
        }
        let drawn = Dictionary(
            uniqueKeysWithValues: zip(chartsInOrder, shown.map(\.slide)))
        func slides(_ charts: [ReviewChart]) -> [Slide] {
            charts.compactMap { drawn[$0] ?? nil }
        }
        var all = [titleSlide] + briefSlides
        all += slides(audience.charts)
        all += slides([.arrWalk]) + walkSlides + quarterSlides + teamSlides
        all += reasonSlides + lossSlides
        all += notShownSlides(shown.filter { $0.slide == nil }.map(\.title))
        all += slides(audience.modelCharts)
        all += appendixSlides
        return Presentation(
            title: "Customer success review, \(review.frame.title)", language: "en-GB",
            slides: all.map(unbroken), footer: footer)
    }

    private var chartsInOrder: [ReviewChart] {
        audience.charts + [.arrWalk] + audience.modelCharts
    }

    /// The line at the foot of every slide: what was reviewed, and by which rules and facts.
    private var footer: String {
        let parts: [String?] = [
            review.frame.title, "as of \(review.frame.asOf.words)", review.publication.shortWords,
            "policy \(review.policyDigest.prefix(7))", "data \(review.dataDigest.prefix(7))",
        ]
        return parts.compactMap(\.self).joined(separator: "  ·  ")
    }

    /// The slide with no-break spaces before the percent signs of its title.
    private func unbroken(_ slide: Slide) -> Slide {
        var slide = slide
        slide.title = Review.unbroken(slide.title)
        return slide
    }
}
