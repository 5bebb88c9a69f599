import Calendar
import Formats
import Attribution
import Review
import Charting
import Domain
import Scorecards

/// The fair comparison on a page, in words, sorted by name.
struct PageFair {
    /// The books of one kind.
    struct Kind {
        let fairCaption: String
        let fairHeading: String
        let books: [Book]
    }

    /// One book.
    struct Book {
        let bookName: String
        let bookWords: String
        let renewed: String
        let expected: String
        let byLuck: String
        let adjusted: String
        let drawn: String
        let endGame: String
    }

    let fairSummary: String
    let kinds: [Kind]

    /// The words of a review's comparison.
    init(_ review: MonthlyReview) {
        fairSummary = review.fairSentence
        let csms = review.cardsByName.compactMap { csm, card in
            review.fair.figures(of: card.scope).map { Book($0, name: csm.name) }
        }
        let teams = review.scoreboard.teams.compactMap { card in
            review.fair.figures(of: card.scope).map { Book($0, name: review.name(of: card.scope)) }
        }
        kinds = [
            Kind(fairCaption: "CSMs by name", fairHeading: "CSM", books: csms),
            Kind(fairCaption: "Teams by name", fairHeading: "Team", books: teams),
        ].filter { !$0.books.isEmpty }
    }
}

extension PageFair.Book {
    fileprivate init(_ figures: FairFigures, name: String) {
        let rate = RateMetric.logoRenewalRate.format
        bookName = name
        bookWords = figures.bandWords
        renewed = "\(figures.observed) of \(figures.settled)"
        expected = figures.expectedText
        byLuck = figures.rangeText ?? "–"
        adjusted = unbroken(figures.comparison.map { rate.text($0.riskAdjustedRate) } ?? "–")
        drawn = unbroken(figures.shrinkage.map { rate.text($0.shrunkRate) } ?? "–")
        endGame = decimalText(figures.endGame.expected, decimals: 1)
    }
}
