import Domain

/// The scores of renewals' accounts a number of days before their due dates, as first recorded.
struct LandmarkScores {
    /// Days before the due date.
    static let landmarks = [22, 60, 120, 180]

    /// A score as it stood at a landmark.
    struct Known {
        let score: Score
        let tier: Tier
    }

    /// Landmark by landmark, a renewal each: tenths, -1 where unknown.
    private let tenths: [[Int16]]
    private let tiers: [[UInt8]]

    /// The scores of the renewals due by a day.
    ///
    /// - Throws: what `health` throws when it cannot be read.
    init(_ portfolio: Portfolio, health: any HealthHistory, asOf: Day, policy: Policy) throws {
        let due = portfolio.renewals.indices.filter { portfolio.renewals[$0].due <= asOf }
        // Asked at once, so that a store goes through its months once.
        let questions = Self.landmarks.flatMap { landmark in
            due.map {
                HealthQuestion(
                    account: portfolio.renewals[$0].account,
                    day: portfolio.renewals[$0].due - landmark)
            }
        }
        let answers = try health.scores(
            asOf: questions, maximumAge: Int(policy.scoreMaximumAgeDays), version: .firstRecorded)
        let none = [Int16](repeating: -1, count: portfolio.renewals.count)
        var tenths = Self.landmarks.map { _ in none }
        var tiers = Self.landmarks.map { _ in none.map { _ in UInt8(0) } }
        for landmark in Self.landmarks.indices {
            for (position, renewal) in due.enumerated() {
                guard let answer = answers[landmark * due.count + position] else { continue }
                tenths[landmark][renewal] = answer.score.tenths
                tiers[landmark][renewal] = (answer.tier ?? policy.tier(of: answer.score)).rawValue
            }
        }
        self.tenths = tenths
        self.tiers = tiers
    }

    /// The score of a renewal at one of the landmarks; nil where unknown.
    func score(of renewal: Int, at landmark: Int) -> Known? {
        guard let index = Self.landmarks.firstIndex(of: landmark), tenths[index][renewal] >= 0,
            let tier = Tier(rawValue: tiers[index][renewal])
        else { return nil }
        return Known(score: Score(tenths: tenths[index][renewal]), tier: tier)
    }
}

extension Renewal {
    /// Whether its outcome showed on or before a day: a notice, or its closing.
    func isDecided(by day: Day) -> Bool {
        (notice.map { $0 <= day } ?? false) || (closing.map { $0 <= day } ?? false)
    }
}
