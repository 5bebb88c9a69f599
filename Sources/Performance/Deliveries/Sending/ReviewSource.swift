package import Calendar
package import Closing
package import Domain
package import Review

/// Where reviews come from.
package protocol ReviewSource: Sendable {
    /// What is known of the facts today.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func facts() throws -> KnownFacts

    /// All closings in the order in which they were made.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func closings() throws -> [ClosedMonth]

    /// The review of a month: of a closed one as it was published, otherwise of today's facts.
    ///
    /// - Throws: `ReviewError` if the month cannot be reviewed, or what the store throws.
    func review(of month: Month, on today: Day) throws -> MonthlyReview
}

/// What is known of the facts without a review.
package struct KnownFacts: Sendable {
    /// The months that can be reviewed, the newest first.
    package let months: [Month]
    /// The last day with a health row; nil without any.
    package let lastHealthDay: Day?
    /// All facts except the daily scores and the measures.
    package let portfolio: Portfolio
    /// The constants.
    package let policy: Policy

    /// Facts with these properties.
    package init(
        months: [Month], lastHealthDay: Day?, portfolio: Portfolio, policy: Policy
    ) {
        self.months = months
        self.lastHealthDay = lastHealthDay
        self.portfolio = portfolio
        self.policy = policy
    }
}
