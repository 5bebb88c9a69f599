package import Domain
package import Calendar

/// Converts amounts to the reporting currency, all at the rates of one day, so that currency moves
/// do not look like retention.
///
/// Source: `Documentation/feeds.md`, amounts.
package struct CurrencyConversion: Sendable, Hashable {
    private let rates: [String: Double]

    /// The conversion at the latest rate on or before a day.
    ///
    /// - Parameters:
    ///   - rates: sorted by currency and day.
    ///   - reportingCurrency: its rate is 1.
    ///   - day: the first day of the review's window.
    package init(_ rates: [ExchangeRate], reportingCurrency: String, on day: Day) {
        var latest: [String: Double] = [:]
        for rate in rates where rate.date <= day { latest[rate.currency] = rate.rate }
        latest[reportingCurrency] = 1
        self.rates = latest
    }

    /// The amount in the reporting currency.
    ///
    /// - Parameters:
    ///   - amount: in `currency`.
    ///   - currency: ISO code; nil for the reporting currency.
    /// - Returns: nil for a currency that has no rate by the day of the conversion.
    package func reporting(_ amount: Double, in currency: String?) -> Double? {
        guard let currency else { return amount }
        return rates[currency].map { amount * $0 }
    }
}
