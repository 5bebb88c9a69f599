package import Calendar
package import Domain

/// Scores that follow from an account's identifier and the month alone, so that they are the same in
/// every order of the accounts; a fifth of them unknown.
package struct HashedHealth: HealthHistory {
    private let accounts: [AccountID]
    /// A question about a later day is a fault.
    private let asOf: Day

    package init(_ portfolio: Portfolio, asOf: Day) {
        accounts = portfolio.accounts.map(\.id)
        self.asOf = asOf
    }

    package func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            precondition(question.day <= asOf, "asked for a day that nobody knows yet")
            var hash: UInt32 = 2_166_136_261 &+ UInt32(question.day.month.number)
            for byte in accounts[Int(question.account)].text.utf8 {
                hash = (hash ^ UInt32(byte)) &* 16_777_619
            }
            hash ^= hash >> 15
            guard hash % 5 > 0 else { return nil }
            return HealthAnswer(
                day: question.day, score: Score(tenths: Int16(hash % 1001)),
                tier: hash % 7 == 0 ? .amber : nil)
        }
    }

    // The comparison of books asks for scores as of days and for nothing else.

    package func components(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> ComponentScores { preconditionFailure("hashed scores have no components") }

    package func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) { preconditionFailure("hashed scores have no months") }

    package func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) { preconditionFailure("hashed scores have no rows") }

    package func days(of account: Int) -> [HealthDay] {
        preconditionFailure("hashed scores have no rows")
    }
}
