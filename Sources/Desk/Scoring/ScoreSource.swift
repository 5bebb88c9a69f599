public import Calendar
public import Domain

/// Where scores come from.
public protocol ScoreSource: Sendable {
    /// The score of every account on a day.
    ///
    /// - Returns: one score for each account, in the order of `Portfolio.accounts`.
    /// - Throws: what the store throws when it cannot be read.
    func scores(on day: Day) throws -> [AccountScore]
}

/// Scores computed here, from a model.
public struct ModelScores: ScoreSource {
    private let models: ModelCourse
    private let facts: [AccountFacts]
    private let policy: DeskPolicy

    /// Scores by a model.
    ///
    /// - Parameters:
    ///   - models: the versions of the model.
    ///   - facts: those of each account, in the order of `Portfolio.accounts`.
    ///   - policy: the constants.
    public init(_ models: ModelCourse, _ facts: [AccountFacts], policy: DeskPolicy) {
        self.models = models
        self.facts = facts
        self.policy = policy
    }

    /// The score of every account on a day, by the version that counts on it.
    public func scores(on day: Day) -> [AccountScore] {
        facts.map { models.score($0, on: day, policy: policy) }
    }

    /// The score of one account on a day. The day must lie in the span for which the facts were read.
    public func score(of account: Int, on day: Day) -> AccountScore {
        models.score(facts[account], on: day, policy: policy)
    }
}

/// The scores that the platform gave.
public struct PlatformScores: ScoreSource {
    private let health: any HealthHistory
    private let accounts: Int
    private let policy: DeskPolicy

    /// Scores of the platform.
    ///
    /// - Parameters:
    ///   - health: the daily scores.
    ///   - accounts: how many accounts there are.
    ///   - policy: the constants.
    public init(_ health: any HealthHistory, accounts: Int, policy: DeskPolicy) {
        self.health = health
        self.accounts = accounts
        self.policy = policy
    }

    /// The score of every account on a day, from the latest row by then.
    public func scores(on day: Day) throws -> [AccountScore] {
        let questions = (0..<accounts).map { HealthQuestion(account: $0, day: day) }
        let age = Int(policy.scoreMaximumAgeDays)
        let answers = try health.scores(asOf: questions, maximumAge: age, version: .current)
        let components = try health.components(
            asOf: questions, maximumAge: age, version: .current)
        return answers.enumerated().map { place, answer in
            var row: HealthDay?
            if let answer {
                var scores: [String: Score] = [:]
                for (component, name) in components.names.enumerated() {
                    scores[name] = components[question: place, component: component]
                }
                row = HealthDay(
                    day: answer.day, score: answer.score, tier: answer.tier, components: scores)
            }
            return AccountScore(platform: row, on: day, policy: policy)
        }
    }
}

/// The scores of a ledger's accounts: those of a model, or else the platform's.
///
/// - Parameters:
///   - reading: the facts.
///   - models: the versions of the model; nil if the platform's scores count.
///   - days: the days on which scores will be asked for.
///   - policy: the constants.
/// - Returns: where they come from.
/// - Throws: what the store throws when it cannot be read.
public func scoreSource(
    _ reading: any FactReading, by models: ModelCourse?, on days: ClosedRange<Day>,
    policy: DeskPolicy
) throws -> any ScoreSource {
    guard let models else {
        return PlatformScores(
            reading.health, accounts: reading.portfolio.accounts.count, policy: policy)
    }
    let facts = try AccountFacts.all(of: reading, for: models.versions, on: days, policy: policy)
    return ModelScores(models, facts, policy: policy)
}
