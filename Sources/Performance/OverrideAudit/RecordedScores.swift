import Attribution
import Calendar
import Domain

/// The scores that overrides are judged by, as first recorded: those of renewals' accounts a number
/// of days before their due dates, and those of the days on which overrides were logged.
struct RecordedScores {
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
    /// What stood when an override was logged, by its position; nil where the log has a score of
    /// its own or where none is known.
    let atLogging: [HealthAnswer?]

    /// The scores before the renewals due, and at the overrides logged, by a day.
    ///
    /// - Throws: what `health` throws when it cannot be read.
    init(_ portfolio: Portfolio, health: any HealthHistory, asOf: Day, policy: Policy) throws {
        let due = portfolio.renewals.indices.filter { portfolio.renewals[$0].due <= asOf }
        let unscored = portfolio.overrides.indices.filter {
            portfolio.overrides[$0].logged <= asOf && portfolio.overrides[$0].modelScore == nil
        }
        // Asked at once, so that a store goes through its months once.
        var questions: [HealthQuestion] = []
        questions.reserveCapacity(Self.landmarks.count * due.count + unscored.count)
        for landmark in Self.landmarks {
            for renewal in due {
                questions.append(
                    HealthQuestion(
                        account: portfolio.renewals[renewal].account,
                        day: portfolio.renewals[renewal].due - landmark))
            }
        }
        for override in unscored {
            questions.append(
                HealthQuestion(
                    account: portfolio.overrides[override].account,
                    day: portfolio.overrides[override].logged))
        }
        var answers = try health.scores(
            asOf: questions, maximumAge: Int(policy.scoreMaximumAgeDays), version: .firstRecorded
        )[...]
        let none = [Int16](repeating: -1, count: portfolio.renewals.count)
        var tenths = Self.landmarks.map { _ in none }
        var tiers = Self.landmarks.map { _ in none.map { _ in UInt8(0) } }
        for landmark in Self.landmarks.indices {
            for (renewal, answer) in zip(due, answers) {
                guard let answer else { continue }
                tenths[landmark][renewal] = answer.score.tenths
                tiers[landmark][renewal] = policy.tier(of: answer.score, own: answer.tier).rawValue
            }
            answers = answers.dropFirst(due.count)
        }
        var atLogging = [HealthAnswer?](repeating: nil, count: portfolio.overrides.count)
        for (override, answer) in zip(unscored, answers) { atLogging[override] = answer }
        self.tenths = tenths
        self.tiers = tiers
        self.atLogging = atLogging
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
