import Calendar
import Domain

/// The parts of an episode that figures need. They are numbers only, so that a copy is cheap.
struct EpisodeSummary {
    let direction: OverrideDirection
    let csm: Int
    let account: Int
    let bucket: LeadBucket
    /// The first day.
    let start: Day
    let due: Day
    let isResolved: Bool
    let churned: Bool
    let isCounted: Bool
    let verdict: Verdict?
    let arr: Double?
    let churnProbability: Double?
    /// Nil where the score is not known.
    let stratum: Stratum?
    /// Whether the model said red.
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

extension Sequence<EpisodeSummary> {
    /// How many of them lie in each stratum; those without a known score are left out.
    var strata: StratumCounts {
        var counts = StratumCounts()
        for summary in self {
            if let stratum = summary.stratum {
                counts.add(stratum, churned: summary.churned)
            }
        }
        return counts
    }
}
