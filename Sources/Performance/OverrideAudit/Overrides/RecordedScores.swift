import Attribution
import Calendar
import Domain

/// The scores that overrides are judged by, as first recorded: those of accounts on each day on which
/// their renewal may be looked at, and those of the days on which overrides were logged.
///
/// Source: `Documentation/methods.md`, 11 to 13.
struct RecordedScores {
    /// A score as it stood on a day.
    struct Known {
        let score: Score
        let tier: Tier
    }

    /// The days of all events: see `SpanScores.cells`. Those of an event start at its offset.
    let cells: [UInt16]
    /// The first cell of each event, by the position of its first line in `Portfolio.renewals`; -1 for
    /// events that were not due.
    private let offsets: [Int32]
    /// The bucket in which each event serves as a control, by the same position.
    private let buckets: [UInt8]
    /// By the raw value of a bucket.
    private let leads: [RecordedLeads]
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
        self.policy = policy
        let leads = LeadBucket.allCases.map { RecordedLeads($0, policy) }
        self.leads = leads
        var offsets = [Int32](repeating: -1, count: portfolio.renewals.count)
        var buckets = [UInt8](repeating: 0, count: portfolio.renewals.count)
        var spans: [HealthSpan] = []
        var end: Int32 = 0
        for event in attributed.events {
            let bucket = LeadBucket(ofControl: portfolio.renewals[event.renewal].id)
            buckets[event.renewal] = UInt8(bucket.rawValue)
            offsets[event.renewal] = end
            for run in leads[bucket.rawValue].runs {
                spans.append(
                    HealthSpan(
                        account: event.account, last: event.due - run.lowerBound, days: run.count))
                end += Int32(run.count)
            }
        }
        self.offsets = offsets
        self.buckets = buckets
        cells = try health.scores(over: spans, maximumAge: maximumAge, version: .firstRecorded)
            .cells

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

    /// The score of an event's account at a landmark; nil where unknown.
    ///
    /// - Parameters:
    ///   - renewal: the position of the event's first line in `Portfolio.renewals`.
    ///   - landmark: that of a lead bucket or of a forecast, in days before the due date.
    /// - Returns: the score and its tier; nil where unknown.
    func score(of renewal: Int, at landmark: Int) -> Known? {
        let place = leads[Int(buckets[renewal])].place(of: landmark)
        return known(cells[Int(offsets[renewal]) + place])
    }

    /// The bucket in which an event serves as a control, and where the cell of its due date would be:
    /// that of a lead of the bucket is as many cells before it.
    func control(_ renewal: Int) -> (bucket: LeadBucket, due: Int32) {
        let leads = leads[Int(buckets[renewal])]
        return (leads.bucket, offsets[renewal] + leads.due)
    }

    /// The score in a cell; nil where unknown.
    func known(_ cell: UInt16) -> Known? {
        guard cell != SpanScores.unknown else { return nil }
        let (score, tier) = SpanScores.row(of: cell)
        return Known(score: score, tier: policy.tier(of: score, own: tier))
    }
}

/// The leads at which scores of an event are needed: those of the bucket in which it serves as a control,
/// and every landmark.
private struct RecordedLeads {
    let bucket: LeadBucket
    /// Leads in a row, the longest first.
    let runs: [ClosedRange<Int>]
    /// By lead: the place of its cell among those of the event; -1 without one.
    private let places: [Int]
    /// The place that the cell of the due date would have next to those of the bucket.
    let due: Int32

    init(_ bucket: LeadBucket, _ policy: Policy) {
        self.bucket = bucket
        let (shortest, longest) = (bucket.shortestLead(policy), bucket.longestLead(policy))
        var leads = Set(LeadBucket.allCases.map { $0.landmark(policy) })
        leads.formUnion(ValueAdded.landmarks(policy))
        if shortest <= longest { leads.formUnion(shortest...longest) }
        var places = [Int](repeating: -1, count: (leads.max() ?? 0) + 1)
        var runs: [ClosedRange<Int>] = []
        for (place, lead) in leads.sorted(by: >).enumerated() {
            places[lead] = place
            if let run = runs.last, run.lowerBound == lead + 1 {
                runs[runs.count - 1] = lead...run.upperBound
            } else {
                runs.append(lead...lead)
            }
        }
        self.places = places
        self.runs = runs
        due = shortest <= longest ? Int32(places[longest] + longest) : 0
    }

    /// The place of a lead's cell among those of the event.
    func place(of lead: Int) -> Int { places[lead] }
}

extension LeadBucket {
    /// The one bucket in which a renewal serves as a control. It depends on the identifier alone, so
    /// that it is the same in every review: the sum of its UTF-8 bytes, modulo three.
    fileprivate init(ofControl renewal: String) {
        let sum = renewal.utf8.reduce(0) { $0 + Int($1) }
        self =
            switch sum % 3 {
            case 0: .short
            case 1: .medium
            default: .long
            }
    }
}
