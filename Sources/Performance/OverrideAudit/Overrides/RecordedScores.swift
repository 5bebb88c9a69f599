import Attribution
import Calendar
import Domain

/// The scores that overrides are judged by, as first recorded: those of accounts some days before
/// their renewals, and those of the days on which overrides were logged.
///
/// Source: `Documentation/methods.md`, 11 to 13.
struct RecordedScores {
    /// Days before the due date, ascending.
    private let landmarks: [Int]

    /// A score as it stood at a landmark.
    struct Known {
        let score: Score
        let tier: Tier
    }

    /// The score of each renewal in tenths, by landmark; -1 where unknown.
    private let tenths: [[Int16]]
    /// The tier of each renewal, by landmark; it means nothing where the score is unknown.
    private let tiers: [[Tier]]
    /// The score of the day on which each override was logged, by its position; nil where the log
    /// has a score of its own, and where none is known.
    let atLogging: [HealthAnswer?]

    /// The scores for the renewals due and the overrides logged by the end of the month.
    ///
    /// - Throws: what `health` throws when it cannot be read.
    init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        let (portfolio, policy) = (attributed.portfolio, attributed.policy)
        let asOf = attributed.frame.asOf
        let landmarks = Set(
            LeadBucket.allCases.map { $0.landmark(policy) } + ValueAdded.landmarks(policy)
        ).sorted()
        let events = attributed.events
        let unscored = portfolio.overrides.indices.filter {
            portfolio.overrides[$0].logged <= asOf && portfolio.overrides[$0].modelScore == nil
        }
        // All questions are asked in one call, so that a store goes through its months once.
        var questions: [HealthQuestion] = []
        questions.reserveCapacity(landmarks.count * events.count + unscored.count)
        for landmark in landmarks {
            for event in events {
                questions.append(HealthQuestion(account: event.account, day: event.due - landmark))
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
        var tenths = landmarks.map { _ in none }
        let someTier = [Tier](repeating: .red, count: portfolio.renewals.count)
        var tiers = landmarks.map { _ in someTier }
        for landmark in landmarks.indices {
            for (event, answer) in zip(events, answers) {
                guard let answer else { continue }
                tenths[landmark][event.renewal] = answer.score.tenths
                tiers[landmark][event.renewal] = policy.tier(of: answer.score, own: answer.tier)
            }
            answers = answers.dropFirst(events.count)
        }
        var atLogging = [HealthAnswer?](repeating: nil, count: portfolio.overrides.count)
        for (override, answer) in zip(unscored, answers) { atLogging[override] = answer }
        self.landmarks = landmarks
        self.tenths = tenths
        self.tiers = tiers
        self.atLogging = atLogging
    }

    /// The score of a renewal at one of the landmarks; nil where unknown.
    func score(of renewal: Int, at landmark: Int) -> Known? {
        guard let index = landmarks.firstIndex(of: landmark) else {
            preconditionFailure("\(landmark) days is no landmark")
        }
        guard tenths[index][renewal] >= 0 else { return nil }
        return Known(
            score: Score(tenths: tenths[index][renewal]), tier: tiers[index][renewal])
    }
}
