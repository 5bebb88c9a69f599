import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

/// Case 13: two contracts of one account fall due together.
@Suite struct ContractsDueTogetherTests {
    @Test func `Two lines are one event; renewals and the book say the same`() {
        var builder = PortfolioBuilder(accounts: 12, csms: 2)
        for account in 0..<12 {
            builder.assign(account, to: account % 2, from: "2024-01-01")
            let due = Month(year: 2025, month: account + 1).firstDay + 14
            builder.renewal(account, due: due, before: 10_000, after: account < 10 ? 10_000 : 0)
        }
        builder.renewal(0, due: "2025-01-15", before: 40_000, after: 0, line: "b")
        let card = cards(builder, policy: Policy(), month: Month(year: 2025, month: 12)).company
        #expect(card.renewals.due == 12)
        #expect(card.renewals.renewed == 10)
        for metric in [
            RateMetric.grossRenewalRate, .netRenewalRate, .grossRevenueRetention,
            .netRevenueRetention,
        ] {
            let estimate = card.metrics[keyPath: metric.path].estimate
            #expect(estimate.numerator == 100_000)
            #expect(estimate.denominator == 160_000)
        }
        #expect(card.metrics.logoChurnRate.estimate.numerator == 2)
        #expect(card.metrics.logoChurnRate.estimate.denominator == 12)
        #expect(card.metrics.accounts.value == 10)
    }
}
