import Attribution
import Calendar
import Concurrency
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
    /// The positions of the episodes that the contrast compares with controls, by direction.
    let treated: [OverrideDirection: [Int]]
    let controls: Controls
    let scores: RecordedScores
    let training: ScoreTraining
    /// The names of the segments, in the order of their bytes.
    let segmentNames: [String]

    var portfolio: Portfolio { attributed.portfolio }
    var policy: Policy { attributed.policy }

    /// The evidence known at the end of the month of an attributed portfolio.
    ///
    /// - Parameters:
    ///   - attributed: the facts with their states and owners.
    ///   - scores: the recorded scores of that month or of a later one.
    init(_ attributed: AttributedPortfolio, scores: RecordedScores) {
        let (portfolio, policy) = (attributed.portfolio, attributed.policy)
        let (segments, names) = Self.segments(of: portfolio.accounts)
        let longest = ([Int(policy.overrideMaximumLeadDays)] + ValueAdded.landmarks(policy)).max()
        let firstDue = attributed.events.lazy.map(\.due).min()
        let firstMonth = firstDue.map { ($0 - (longest ?? 0)).month } ?? attributed.frame.month
        let months = min(firstMonth, attributed.frame.month)...attributed.frame.month
        let (training, (overrides, built, controls)) = inParallel(
            { ScoreTraining(attributed, scores: scores, months: months) },
            {
                let overrides = JudgedOverride.all(attributed, scores: scores)
                return (
                    overrides, EpisodeBuilder(attributed).episodes(overrides),
                    Controls(
                        attributed, overrides, scores: scores, segments: (segments, names.count))
                )
            })
        var episodes = built
        var compared = 0
        var summaries: [EpisodeSummary] = []
        summaries.reserveCapacity(episodes.count)
        for index in episodes.indices {
            let fit = episodes[index].modelScore.flatMap {
                training.fit(of: $0, on: episodes[index].indexDay, episodes[index].bucket)
            }
            episodes[index].churnProbability = fit.map { training.probabilities[Int($0)] }
            let episode = episodes[index]
            summaries.append(
                EpisodeSummary(
                    episode, segment: segments[episode.account],
                    outcome: attributed.lines(at: episode.renewal).outcome(policy: policy),
                    fit: fit, luckIndex: episode.isCompared ? compared : nil))
            if episode.isCompared { compared += 1 }
        }
        treated = Dictionary(grouping: summaries.indices.lazy.filter { summaries[$0].isTreated }) {
            summaries[$0].direction
        }
        self.summaries = summaries
        self.controls = controls
        segmentNames = names
        self.attributed = attributed
        self.overrides = overrides
        self.episodes = episodes
        self.scores = scores
        self.training = training
    }

    /// The resamples of luck for the compared episodes.
    func luckResamples() -> LuckResamples {
        LuckResamples(episodes.filter(\.isCompared), training, attributed)
    }

    /// Several groups of episodes of one direction each against their controls.
    ///
    /// - Parameters:
    ///   - groups: the episodes; others than treated ones are left out.
    ///   - chosen: the positions of the candidates for controls; nil for all of them.
    ///   - isOnRed: whether only controls that the score sees red count.
    /// - Returns: a contrast for each group.
    func contrasts(
        _ groups: [(direction: OverrideDirection, treated: [EpisodeSummary])],
        among chosen: [Int32]? = nil, isOnRed: Bool = false
    ) -> [MatchedContrast] {
        let treated = groups.map { group in
            group.treated.filter { $0.isTreated && $0.direction == group.direction }
        }
        let strata = controls.strata(
            zip(groups, treated).map { ($0.direction, TreatedLeads($1)) }, among: chosen,
            isOnRed: isOnRed)
        return zip(treated, strata).map {
            MatchedContrast($0.strata(segments: segmentNames.count), $1, policy: policy)
        }
    }

    /// The number of each account's segment, and the names, in the order of their bytes.
    private static func segments(of accounts: [Account]) -> (ofAccount: [Int], names: [String]) {
        let names = accounts.map { Identifier<Stratum>($0.segment) }
        let sorted = Set(names).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(sorted, 0...))
        let ofAccount = names.map { name in
            guard let number = numbers[name] else {
                preconditionFailure("every segment has a number")
            }
            return number
        }
        return (ofAccount, sorted.map(\.text))
    }
}

extension AttributedPortfolio {
    /// Whether the outcome of a renewal due on a day is old enough to be judged, whatever it is.
    ///
    /// Source: `Documentation/methods.md`, 11.
    func isMatured(_ due: Day) -> Bool { due + Int(policy.pendingDays) < frame.asOf }
}
