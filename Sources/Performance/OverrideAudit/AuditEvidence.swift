import Calendar
import Attribution
import Domain

/// Everything that the audit of one month rests on: overrides judged, episodes with what their
/// scores implied, and renewals to compare them with.
struct AuditEvidence {
    let portfolio: Portfolio
    let policy: Policy
    let asOf: Day
    let overrides: [JudgedOverride]
    let episodes: [Episode]
    /// One an episode, in their order.
    let judgements: [Judgement]
    let controls: Controls
    let scores: RecordedScores
    let training: ScoreTraining
    /// Each account's position among the segments.
    let segments: [Int]

    /// The evidence known at the end of a month.
    init(_ portfolio: Portfolio, month: Month, scores: RecordedScores, policy: Policy) {
        let asOf = month.lastDay
        self.portfolio = portfolio
        self.policy = policy
        self.asOf = asOf
        self.scores = scores
        let names = Dictionary(
            zip(Set(portfolio.accounts.map(\.segment)).sorted { $0.precedesByBytes($1) }, 0...),
            uniquingKeysWith: { first, _ in first })
        segments = portfolio.accounts.map { names[$0.segment] ?? 0 }
        overrides = JudgedOverride.all(portfolio, scores: scores, asOf: asOf, policy: policy)
        let conversion = CurrencyConversion(
            portfolio.rates, reportingCurrency: policy.reportingCurrency,
            on: ReviewFrame(month: month, policy: policy).windowStart)
        var episodes = EpisodeBuilder(
            portfolio, asOf: asOf, policy: policy, conversion: conversion
        ).episodes(overrides)

        var months = Set(episodes.map(\.indexDay.month))
        for renewal in portfolio.renewals where isMatured(renewal, asOf: asOf, policy: policy) {
            for landmark in ValueAdded.landmarks { months.insert((renewal.due - landmark).month) }
        }
        training = ScoreTraining(portfolio, scores: scores, months: months, policy: policy)
        for index in episodes.indices {
            let episode = episodes[index]
            guard let score = episode.modelScore else { continue }
            episodes[index].churnProbability =
                training[episode.indexDay.month]?[episode.bucket].probability(of: score)
        }
        self.episodes = episodes
        let segments = segments
        judgements = episodes.map { Judgement($0, segment: segments[$0.account]) }
        controls = Controls(
            portfolio, overrides, scores: scores, segments: segments, asOf: asOf, policy: policy)
    }

    /// The figures of some episodes against some controls.
    func figures(
        _ direction: OverrideDirection, _ judgements: some Sequence<Judgement>,
        against controls: StratumCounts
    ) -> AuditFigures {
        AuditFigures(direction, judgements, controls: controls, policy: policy)
    }
}
