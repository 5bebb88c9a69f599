import Attribution
package import Calendar
package import Domain
package import OverrideAudit
package import Review
package import TestSupport

extension PortfolioBuilder {
    /// The review of a month.
    package func review(policy: Policy = Policy(), month: Month = october) throws -> MonthlyReview {
        try MonthlyReview(InMemoryReading(self), policy: policy, month: month)
    }

    /// The audit of all overrides up to the end of a month.
    package func audit(_ policy: Policy = Policy(), month: Month = october) throws -> OverrideAudit
    {
        let reading = InMemoryReading(self)
        return try OverrideAudit(
            AttributedPortfolio(reading.portfolio, policy: policy, month: month),
            health: reading.health)
    }
}
