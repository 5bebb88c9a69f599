import Attribution
import Calendar
import Domain

/// The scores that overrides are judged by, as first recorded: those of accounts on each day on which
/// an override of their renewal could be judged, and those of the days on which overrides were logged.
///
/// Source: `Documentation/methods.md`, 11 to 13.
struct RecordedScores {
    /// A score as it stood on a day.
    struct Known {
        let score: Score
        let tier: Tier
    }

    /// The days of all events: see `SpanScores.cells`. Those of an event start at its offset, with the
    /// one `longestLead` days before the due date.
    let cells: [UInt16]
    /// The first cell of each event, by the position of its first line in `Portfolio.renewals`; -1 for
    /// events that were not due.
    let offsets: [Int32]
    /// The most days before the due date that `cells` knows.
    let longestLead: Int
    private let policy: Policy
    /// The score of the day on which each override was logged, by its position; nil where the log
    /// has a score of its own, and where none is known.
    let atLogging: [HealthAnswer?]

    /// The scores for the renewals due and the overrides logged by the end of the month.
    ///
    /// - Throws: what `health` throws when it cannot be read.
    init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        let (portfolio, policy) = (attributed.portfolio, attributed.policy)
        let asOf = attributed.frame.asOf
        let maximumAge = Int(policy.scoreMaximumAgeDays)
        let leads =
            LeadBucket.allCases.flatMap {
                [$0.landmark(policy), $0.shortestLead(policy), $0.longestLead(policy)]
            } + ValueAdded.landmarks(policy)
        let (shortest, longest) = (leads.min() ?? 0, leads.max() ?? 0)
        longestLead = longest
        self.policy = policy
        let events = attributed.events
        let days = longest - shortest + 1
        var offsets = [Int32](repeating: -1, count: portfolio.renewals.count)
        for (index, event) in events.enumerated() { offsets[event.renewal] = Int32(index * days) }
        self.offsets = offsets
        cells = try health.scores(
            over: events.map { HealthSpan(account: $0.account, last: $0.due - shortest) },
            days: days, maximumAge: maximumAge, version: .firstRecorded
        ).cells

        let unscored = portfolio.overrides.indices.filter {
            portfolio.overrides[$0].logged <= asOf && portfolio.overrides[$0].modelScore == nil
        }
        let answers = try health.scores(
            asOf: unscored.map {
                HealthQuestion(
                    account: portfolio.overrides[$0].account, day: portfolio.overrides[$0].logged)
            }, maximumAge: maximumAge, version: .firstRecorded)
        var atLogging = [HealthAnswer?](repeating: nil, count: portfolio.overrides.count)
        for (override, answer) in zip(unscored, answers) { atLogging[override] = answer }
        self.atLogging = atLogging
    }

    /// The score of an event's account some days before the due date; nil where unknown.
    ///
    /// - Parameters:
    ///   - renewal: the position of the event's first line in `Portfolio.renewals`.
    ///   - lead: the days, from the shortest to the longest of all lead buckets and landmarks.
    /// - Returns: the score and its tier; nil where unknown.
    func score(of renewal: Int, at lead: Int) -> Known? {
        known(cells[Int(offsets[renewal]) + longestLead - lead])
    }

    /// The score in a cell; nil where unknown.
    func known(_ cell: UInt16) -> Known? {
        guard cell != SpanScores.unknown else { return nil }
        let (score, tier) = SpanScores.row(of: cell)
        return Known(score: score, tier: policy.tier(of: score, own: tier))
    }
}
