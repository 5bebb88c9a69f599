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
        var tenths: [[Int16]] = []
        var tiers: [[UInt8]] = []
        let due = portfolio.renewals.indices.filter { portfolio.renewals[$0].due <= asOf }
        for landmark in Self.landmarks {
            var scores = [Int16](repeating: -1, count: portfolio.renewals.count)
            var found = [UInt8](repeating: 0, count: portfolio.renewals.count)
            let answers = try health.scores(
                asOf: due.map {
                    HealthQuestion(
                        account: portfolio.renewals[$0].account,
                        day: portfolio.renewals[$0].due - landmark)
                }, maximumAge: Int(policy.scoreMaximumAgeDays), version: .firstRecorded)
            for (renewal, answer) in zip(due, answers) {
                guard let answer else { continue }
                scores[renewal] = answer.score.tenths
                found[renewal] = (answer.tier ?? policy.tier(of: answer.score)).rawValue
            }
            tenths.append(scores)
            tiers.append(found)
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
