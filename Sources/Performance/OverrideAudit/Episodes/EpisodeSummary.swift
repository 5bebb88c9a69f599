import Attribution
import Calendar
import Domain

/// The parts of an episode that figures need. They are numbers only, so that a copy is cheap.
struct EpisodeSummary {
    let direction: OverrideDirection
    let csm: Int
    let account: Int
    let bucket: LeadBucket
    /// Days from the first day to the due date.
    let lead: Int
    /// The first day.
    let start: Day
    let due: Day
    let isResolved: Bool
    let churned: Bool
    let isLapsed: Bool
    /// From when on the outcome is known.
    let outcome: KnownOutcome
    let isCounted: Bool
    let verdict: Verdict?
    let arr: Double?
    let churnProbability: Double?
    /// Where `ScoreTraining.probabilities` has it; nil without one.
    let fit: Int32?
    /// Its position among the compared episodes; nil where it is none of them.
    let luckIndex: Int?
    /// Nil where the score is not known.
    let stratum: Stratum?
    /// Whether the model said red.
    let isOnRed: Bool

    /// Whether it is one of those that the contrast compares with controls.
    var isTreated: Bool { isResolved && isCounted && stratum != nil }

    init(
        _ episode: Episode, segment: Int, outcome: KnownOutcome, fit: Int32?, luckIndex: Int?
    ) {
        direction = episode.direction
        csm = episode.csm
        account = episode.account
        bucket = episode.bucket
        lead = episode.lead
        start = episode.indexDay
        due = episode.due
        isResolved = episode.isResolved
        churned = episode.state == .churned
        isLapsed = episode.isLapsed
        self.outcome = outcome
        isCounted = episode.isCounted
        verdict = episode.verdict
        arr = episode.arr
        churnProbability = episode.churnProbability
        self.fit = fit
        self.luckIndex = luckIndex
        stratum = episode.modelScore.map {
            Stratum(score: $0, bucket: episode.bucket, segment: segment)
        }
        isOnRed = episode.modelTier == .red
    }
}

extension Sequence<EpisodeSummary> {
    /// How many of them lie in each stratum; those without a known score are left out.
    func strata(segments: Int) -> StratumCounts {
        var counts = StratumCounts(segments: segments)
        for summary in self {
            if let stratum = summary.stratum {
                counts.add(
                    band: Int(stratum.band), bucket: Int(stratum.bucket),
                    segment: Int(stratum.segment), churned: summary.churned)
            }
        }
        return counts
    }
}
