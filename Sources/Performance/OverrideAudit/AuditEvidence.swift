import Attribution
import Calendar
import Domain

/// Everything that the audit of one month rests on: the overrides and what the model said, the
/// episodes and what their scores implied, and the renewals to compare them with.
struct AuditEvidence {
    /// The facts with their states and owners.
    let attributed: AttributedPortfolio
    /// Every override logged by the end of the month.
    let overrides: [JudgedOverride]
    /// The episodes, sorted by account and first day.
    let episodes: [Episode]
    /// One for each episode, in their order.
    let summaries: [EpisodeSummary]
    let controls: Controls
    let scores: RecordedScores
    let training: ScoreTraining

    var portfolio: Portfolio { attributed.portfolio }
    var policy: Policy { attributed.policy }

    /// The evidence known at the end of the month of an attributed portfolio.
    ///
    /// - Parameters:
    ///   - attributed: the facts with their states and owners.
    ///   - scores: the recorded scores of that month or of a later one.
    init(_ attributed: AttributedPortfolio, scores: RecordedScores) {
        let (portfolio, policy) = (attributed.portfolio, attributed.policy)
        let overrides = JudgedOverride.all(attributed, scores: scores)
        var episodes = EpisodeBuilder(attributed).episodes(overrides)

        var months = Set(episodes.map(\.indexDay.month))
        let landmarks = ValueAdded.landmarks(policy)
        for event in attributed.events where attributed.isMatured(event.due) {
            for landmark in landmarks { months.insert((event.due - landmark).month) }
        }
        let training = ScoreTraining(attributed, scores: scores, months: months)
        for index in episodes.indices {
            let episode = episodes[index]
            guard let score = episode.modelScore else { continue }
            episodes[index].churnProbability =
                training[episode.indexDay.month]?[episode.bucket].probability(of: score)
        }

        let segments = Self.segmentNumbers(of: portfolio.accounts)
        summaries = episodes.map { EpisodeSummary($0, segment: segments[$0.account]) }
        controls = Controls(attributed, overrides, scores: scores, segments: segments)
        self.attributed = attributed
        self.overrides = overrides
        self.episodes = episodes
        self.scores = scores
        self.training = training
    }

    /// The figures of some episodes against some controls.
    func figures(
        _ direction: OverrideDirection, _ summaries: some Sequence<EpisodeSummary>,
        against controls: StratumCounts
    ) -> AuditFigures {
        AuditFigures(direction, summaries, controls: controls, policy: policy)
    }

    /// The number of each account's segment, in the order of the names' bytes.
    private static func segmentNumbers(of accounts: [Account]) -> [Int] {
        let names = accounts.map { Identifier<Stratum>($0.segment) }
        let numbers = Dictionary(uniqueKeysWithValues: zip(Set(names).sorted(), 0...))
        return names.map { name in
            guard let number = numbers[name] else {
                preconditionFailure("every segment has a number")
            }
            return number
        }
    }
}

extension AttributedPortfolio {
    /// Whether the outcome of a renewal due on a day is old enough to be judged, whatever it is.
    ///
    /// Source: `Documentation/methods.md`, 11.
    func isMatured(_ due: Day) -> Bool { due + Int(policy.pendingDays) < frame.asOf }
}
