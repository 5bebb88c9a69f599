import Calendar
import Domain

/// What figures need of an episode: numbers alone, cheap to copy.
struct Judgement {
    let direction: OverrideDirection
    let csm: Int
    let account: Int
    let bucket: LeadBucket
    /// The day it began.
    let start: Day
    let due: Day
    let isResolved: Bool
    let churned: Bool
    let isCounted: Bool
    let verdict: Verdict?
    let arr: Double?
    let churnProbability: Double?
    /// Nil without a known score.
    let stratum: Stratum?
    let isOnRed: Bool

    init(_ episode: Episode, segment: Int) {
        direction = episode.direction
        csm = episode.csm
        account = episode.account
        bucket = episode.bucket
        start = episode.indexDay
        due = episode.due
        isResolved = episode.isResolved
        churned = episode.state == .churned
        isCounted = episode.isCounted
        verdict = episode.verdict
        arr = episode.arr
        churnProbability = episode.churnProbability
        stratum = episode.modelScore.map {
            Stratum(score: $0, bucket: episode.bucket, segment: segment)
        }
        isOnRed = episode.modelTier == .red
    }
}

extension Sequence<Judgement> {
    /// The strata of those with a known score.
    var strata: StratumCounts {
        var counts = StratumCounts()
        for judgement in self {
            if let stratum = judgement.stratum {
                counts.add(stratum, churned: judgement.churned)
            }
        }
        return counts
    }
}
