import Calendar
import Domain
import Review
import TestSupport
import Testing

@Suite struct ReviewableMonthsTests {
    private func months(_ days: [Day]) throws -> ReviewableMonths {
        var portfolio = PortfolioBuilder(accounts: 1)
        for day in days { portfolio.score(0, day, 50) }
        return ReviewableMonths(InMemoryReading(portfolio))
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func `Months from the first row to the last whole month, the newest first`() throws {
        let found = try months([day("2026-01-15"), day("2026-03-31"), day("2026-04-29")])
        #expect(found.newestFirst.map(\.description) == ["2026-03", "2026-02", "2026-01"])
    }

    @Test func `Without a whole month there is none`() throws {
        #expect(try months([]).newestFirst.isEmpty)
        #expect(try months([day("2026-01-05"), day("2026-01-30")]).newestFirst.isEmpty)
    }

    @Test(arguments: [
        ("2025-12", "it covers 2026-01 to 2026-03."), ("2026-04", "it covers 2026-01 to 2026-03."),
        ("2031-01", "The health history does not cover 2031-01 to its end; it covers"),
    ])
    func `Other months are refused with those that there are`(name: String, words: String) throws {
        let found = try months([day("2026-01-15"), day("2026-03-31"), day("2026-04-29")])
        let month = try #require(Month(name))
        let error = #expect(throws: ReviewError.self) { try found.check(month) }
        #expect(try #require(error?.description).contains(words))
        try found.check("2026-02")
    }

    @Test func `One month and none have their own words`() throws {
        let month: Month = "2031-01"
        let one = #expect(throws: ReviewError.self) {
            try months([day("2026-01-31")]).check(month)
        }
        #expect(try #require(one?.description).hasSuffix("it covers 2026-01."))
        let none = #expect(throws: ReviewError.self) { try months([]).check(month) }
        #expect(none?.description.hasSuffix("it covers no whole month.") == true)
    }
}
