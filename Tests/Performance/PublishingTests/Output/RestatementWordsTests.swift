import Closing
import Publishing
import Testing

/// Amounts in comparisons of what was published with today.
struct RestatementWordsTests {
    private func figure(_ name: String) throws -> CardFigure {
        try #require(CardFigure.all.first { $0.name == name })
    }

    @Test func `Amounts of money have their currency and no decimals`() throws {
        let mrr = try figure("metrics.mrr.value")
        #expect(mrr.text(1_234_567.25, currency: "EUR") == "EUR 1,234,567")
        #expect(mrr.text(change: -516.67, currency: "EUR") == "EUR −517")
        #expect(mrr.text(change: 0.25, currency: "EUR") == "EUR +0.25")
        #expect(mrr.text(nil, currency: "EUR") == "–")
    }

    @Test func `A currency that changed is not named`() throws {
        let mrr = try figure("metrics.mrr.value")
        #expect(mrr.text(100, currency: nil) == "100")
    }

    @Test func `Counts and rates have no currency`() throws {
        #expect(try figure("renewals.due").text(12, currency: "EUR") == "12")
        #expect(try figure("metrics.accounts.value").text(change: 3, currency: "EUR") == "+3")
        let rate = try figure("metrics.logo_renewal_rate.value")
        #expect(rate.text(change: -0.0125, currency: "EUR") == "−1.25 points")
    }
}
