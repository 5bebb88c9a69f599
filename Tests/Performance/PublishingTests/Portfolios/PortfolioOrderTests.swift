import Attribution
import Domain
import PerformanceTestSupport
import Publishing
import Review
import TestSupport
import Testing

@Suite struct PortfolioOrderTests {
    private let review: MonthlyReview

    init() throws { review = try PortfolioBuilder.fourBooks.review() }

    private func names(_ column: PortfolioColumn, _ isDescending: Bool) -> [String] {
        review.portfolios().sorted(by: column, isDescending: isDescending).map(\.name)
    }

    @Test func `Rows without a value come last either way`() {
        // Bo has too few renewals for a rate and a verdict.
        #expect(names(.rate, false) == ["Zoe", "Émile", "Ana", "Bo"])
        #expect(names(.rate, true) == ["Ana", "Émile", "Zoe", "Bo"])
        #expect(names(.verdict, false) == ["Zoe", "Émile", "Ana", "Bo"])
        #expect(names(.verdict, true) == ["Ana", "Émile", "Zoe", "Bo"])
    }

    @Test(arguments: PortfolioColumn.allCases)
    func `Sorting loses nobody, and rows that are equal stay by name`(column: PortfolioColumn) {
        for isDescending in [false, true] {
            let sorted = names(column, isDescending)
            #expect(sorted.sorted() == ["Ana", "Bo", "Zoe", "Émile"])
        }
        #expect(names(.comments, true) == ["Ana", "Bo", "Émile", "Zoe"])
    }

    @Test func `Names are found in any case, with or without accents`() {
        func found(_ text: String) -> [String] {
            review.portfolios().matching(text, of: review.attributed.portfolio.csms).map(\.name)
        }
        #expect(found("EMILE") == ["Émile"] && found("émi") == ["Émile"])
        #expect(found("  ") == ["Ana", "Bo", "Émile", "Zoe"])
        #expect(found("b") == ["Bo", "Émile"])
        #expect(found("C0") == ["Zoe"] && found("zoe a") == ["Zoe"] && found("x") == [])
    }
}
