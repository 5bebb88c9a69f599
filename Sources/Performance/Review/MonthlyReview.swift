public import Calendar
import Concurrency
import Keeping
public import Attribution
public import Closing
public import Domain
public import Finance
public import OverrideAudit
public import Scorecards
public import Signals

/// The review of one month, or of a fiscal quarter or year: everything that `review.json`, the pages and the charts say.
///
///     let review = try MonthlyReview(store.reading(), policy: Policy(), month: month)
public struct MonthlyReview: Sendable {
    /// The facts as known at the end of the month, with their states and owners.
    public internal(set) var attributed: AttributedPortfolio
    /// The scorecards.
    public internal(set) var scoreboard: Scoreboard
    /// How the books of CSMs and teams compare with an average one.
    @Worked public internal(set) var fair: FairComparison
    /// The override audit: who was right where CSMs departed from the score.
    @Worked public internal(set) var audit: OverrideAudit
    /// What told renewal and churn apart, and whether other weights of the score would do better.
    @Worked public internal(set) var signals: Signals
    /// The trends of the company and the teams.
    @Worked public internal(set) var trends: [Trend]
    /// How annual recurring revenue moved over the window.
    @Worked public internal(set) var walk: ARRWalk
    /// The last fiscal quarters and years of the company and the teams.
    @Worked public internal(set) var periods: [PeriodHistory]
    /// Why customers left.
    @Worked public internal(set) var churnReasons: ChurnReasonReport
    /// How far each feed reaches. Measures and milestones are there only where they are used.
    public internal(set) var feeds: [FeedStatus]
    /// What is wrong with the data, and what to do about it.
    @Worked public internal(set) var issues: [DataIssue]
    /// How each portfolio compared with its expected range a month before, by today's facts; nil where
    /// outcomes are missing in either month, so that words are not comparable.
    @Worked package internal(set) var previousBands: [Scope: ChanceBand]?
    /// The scorecards of earlier months, worked out when first asked for.
    var earlier: EarlierScorecards
    /// Whether the figures are published. No figure depends on it, and `review.json` does not say it.
    public var publication = Publication.open
    /// What was restated since the last close, where somebody looked. Only the brief says it.
    public var restated: Restatements?
    /// Differs between policies with different constants.
    public let policyDigest: String
    /// Differs between different facts.
    public let dataDigest: String

    /// The review of a month, or of the fiscal quarter or year that ends with it.
    ///
    /// - Parameters:
    ///   - reading: the facts.
    ///   - policy: the constants.
    ///   - month: the month; of a quarter or a year its last.
    ///   - grain: what the review is of.
    ///   - parts: what is worked out. Other parts must not be read.
    /// - Throws: what the store throws when it cannot be read.
    public init(
        _ reading: any FactReading, policy: Policy, month: Month, grain: ReviewGrain = .month,
        parts: Set<ReviewPart> = Set(ReviewPart.allCases)
    ) throws {
        // Parts that are kept are read meanwhile.
        let facts = OnDemand {
            Facts(
                AttributedPortfolio(
                    reading.portfolio, policy: policy, month: month, grain: grain))
        }
        // Made anew each time, as it would take memory between: the fair comparison asks for it, and much
        // later the audit where it has a candidate.
        @Sendable func earlier() -> AttributedPortfolio {
            let known = facts.value.known
            return known.asOf(known.earlierMonth)
        }
        let kept = reading.kept
        // Whatever the kept parts depend on, besides the program.
        let source = [
            reading.dataDigest(through: month), policy.digest, month.description, grain.rawValue,
        ].joined(separator: " ")
        @Sendable func makeComparison() throws -> FairComparison? {
            guard parts.contains(.fair) else { return nil }
            return try kept.value("fair", of: source) {
                var fair = try FairComparison(
                    facts.value.known, health: reading.health, earlier: earlier())
                if let doubted = facts.value.doubted {
                    fair.weaken(by: try FairComparison(doubted, health: reading.health))
                }
                return fair
            }
        }
        @Sendable func makeHistory() throws -> History? {
            guard parts.contains(.history) else { return nil }
            return try kept.value("history", of: source) {
                try History(
                    facts.value.known, reading.health,
                    areOutcomesMissing: facts.value.outcomes.isMissing)
            }
        }
        @Sendable func makeBoard() -> Scoreboard {
            var board = Scoreboard(facts.value.known)
            if let doubted = facts.value.doubted { board.weaken(by: Scoreboard(doubted)) }
            return board
        }
        @Sendable func makeFeeds() throws -> [FeedStatus] {
            try reading.extents(through: month).map {
                FeedStatus(
                    $0, notImported: reading.notImported[$0.feed] ?? NotImported(),
                    outcomes: facts.value.outcomes, asOf: month.lastDay, policy: policy)
            }.filter { !$0.isUnused }
        }
        @Sendable func makeAudit() throws -> OverrideAudit? {
            guard parts.contains(.audit) else { return nil }
            return try kept.value("audit", of: source) {
                try OverrideAudit(
                    facts.value.known, health: reading.health, doubted: facts.value.doubted,
                    earlier: earlier)
            }
        }
        @Sendable func makeSignals() throws -> Signals? {
            guard parts.contains(.signals) else { return nil }
            return try kept.value("signals", of: source) {
                try Signals(
                    facts.value.known, health: reading.health, measures: reading.measures)
            }
        }
        @Sendable func makeCards() throws -> Cards {
            let ((fair, history), (board, feeds)) = try inParallel(
                { try inParallel(makeComparison, makeHistory) },
                { (makeBoard(), try makeFeeds()) })
            let issues = history.map { history in
                DataQuality(
                    attributed: facts.value.known, outcomes: facts.value.outcomes, feeds: feeds,
                    coverage: history.coverage, healthScale: history.scale,
                    company: board.company
                ).issues()
            }
            return (board, fair, history, feeds, issues)
        }
        let (cards, (finance, (audit, signals))) = try inParallel(
            makeCards,
            {
                try inParallel(
                    { parts.contains(.finance) ? Finances(facts.value.known) : nil },
                    {
                        // Together they would take too much memory in the largest portfolios.
                        reading.portfolio.renewals.count < 1 << 17
                            ? try inParallel(makeAudit, makeSignals)
                            : (try makeAudit(), try makeSignals())
                    })
            })
        attributed = facts.value.known
        scoreboard = cards.board
        _fair = Worked(cards.fair)
        feeds = cards.feeds
        _issues = Worked(cards.issues)
        _trends = Worked(cards.history?.trends)
        _previousBands = Worked(cards.history.map(\.previousBands))
        _walk = Worked(finance?.walk)
        _periods = Worked(finance?.periods)
        _churnReasons = Worked(finance?.churnReasons)
        _audit = Worked(audit)
        _signals = Worked(signals)
        self.earlier = EarlierScorecards(attributed)
        policyDigest = policy.digest
        dataDigest = reading.dataDigest
        if let fair = cards.fair { scoreboard.putIntoWords(attributed, fair: fair) }
    }

    /// The days under review.
    public var frame: ReviewFrame { attributed.frame }

    /// The constants.
    public var policy: Policy { attributed.policy }

    /// The last month that the health history covers to its end; nil without a health row.
    public static func latestMonth(_ reading: any FactReading) -> Month? {
        reading.lastHealthDay.map { $0 == $0.month.lastDay ? $0.month : $0.month - 1 }
    }
}

/// The scorecards, what they are compared with, and what is wrong with the data.
private typealias Cards = (
    board: Scoreboard, fair: FairComparison?, history: History?, feeds: [FeedStatus],
    issues: [DataIssue]?
)

/// The facts of a review, with their states and owners.
private struct Facts {
    let known: AttributedPortfolio
    let outcomes: OutcomeCoverage
    /// Where outcomes may be missing, verdicts are worked out a second time without those that lapsed,
    /// and the weaker words stand.
    let doubted: AttributedPortfolio?

    init(_ attributed: AttributedPortfolio) {
        known = attributed
        outcomes = attributed.outcomeCoverage
        doubted = outcomes.isMissing ? attributed.holdingLapsedOpen : nil
    }
}

/// What finance asks of a review.
private struct Finances {
    let walk: ARRWalk
    let periods: [PeriodHistory]
    let churnReasons: ChurnReasonReport

    init(_ attributed: AttributedPortfolio) {
        walk = ARRWalk(attributed)
        periods = attributed.periodHistories()
        churnReasons = ChurnReasonReport(attributed)
    }
}

/// What the daily scores say, month by month, and how books compared a month before.
private struct History: Codable {
    let trends: [Trend]
    let previousBands: [Scope: ChanceBand]?
    let coverage: [HealthCoverage]
    let scale: Suspicion?

    init(
        _ attributed: AttributedPortfolio, _ health: any HealthHistory, areOutcomesMissing: Bool
    ) throws {
        let (sweep, bands) = try inParallel(
            { try HealthSweep(attributed, health) },
            {
                let before = attributed.asOf(EarlierMonth.lastMonth.month(before: attributed.frame))
                return areOutcomesMissing || before.outcomeCoverage.isMissing
                    ? nil : try FairComparison.bands(before, health: health)
            })
        previousBands = bands
        trends = attributed.trends(health: sweep.scores)
        coverage = sweep.coverage.accounts
        scale = sweep.scale
    }
}

/// What trends and data quality need of the daily scores, gathered in one pass over them.
private struct HealthSweep {
    var scores: MonthEndScores
    var coverage: HealthCoverage.Gathered
    var scale: Suspicion?

    init(_ attributed: AttributedPortfolio, _ history: any HealthHistory) throws {
        var scores = MonthEndScores(attributed)
        var coverage = HealthCoverage.Gathered(attributed)
        var scale = HealthScale()
        let first = min(coverage.earliestMonth, scores.earliestMonth)
        let last = attributed.frame.month
        try history.forEachMonth(from: first, through: last) { month in
            scores.note(month)
            coverage.note(month)
            scale.note(month)
        }
        self.scores = scores
        self.coverage = coverage
        self.scale = try scale.suspicion(
            history, from: first, through: last, policy: attributed.policy)
    }
}
