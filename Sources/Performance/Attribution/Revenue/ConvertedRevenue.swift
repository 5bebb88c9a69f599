package import Calendar
import Domain

/// Events and revenue at the rates of one day, as known at the end of the month under review.
package struct ConvertedRevenue: Sendable {
    /// Converts amounts at these rates.
    package let conversion: CurrencyConversion
    /// The events due by the end of the month, sorted by account and due date.
    package let events: [RenewalEvent]
    /// What the accounts paid.
    package let revenue: RevenueHistory
}

extension AttributedPortfolio {
    /// Events and revenue at the rates of another day than the window's first.
    ///
    /// - Parameter day: amounts are converted at the latest rate on or before it.
    /// - Returns: events and revenue; those of the window where the rates are the same.
    /// - Complexity: O(1) where the rates are those of the window, else O(accounts + arr rows +
    ///   renewals).
    package func converted(atRatesOf day: Day) -> ConvertedRevenue {
        let other = CurrencyConversion(
            portfolio.rates, reportingCurrency: policy.reportingCurrency, on: day)
        if other == conversion {
            return ConvertedRevenue(conversion: other, events: events, revenue: revenue)
        }
        let converted = events.map { event in
            event.converted(lines(at: event.renewal), asOf: frame.asOf, other)
        }
        return ConvertedRevenue(
            conversion: other, events: converted,
            revenue: RevenueHistory(
                portfolio, renewalOffsets: renewalOffsets, events: converted, asOf: frame.asOf,
                conversion: other))
    }
}
