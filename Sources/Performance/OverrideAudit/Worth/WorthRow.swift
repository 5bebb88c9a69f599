import Attribution
import Calendar
import Domain

/// A renewal of the regression that says what an override is worth. It is small, as there are
/// millions.
struct WorthRow: Sendable {
    /// The probability of churn that the score implied, in `0...1`.
    let probability: Double
    /// Position of the account in `Portfolio.accounts`.
    let account: Int32
    /// The number of the account's segment.
    let segment: Int32
    /// The raw value of the lead bucket.
    let bucket: Int8
    let isTreated: Bool
    let churned: Bool
}

extension AuditEvidence {
    /// The treated of a direction and their controls, as far as their scores implied something.
    ///
    /// - Parameter direction: that of the overrides.
    /// - Returns: the treated, then the controls.
    /// - Complexity: O(episodes + renewals).
    func worthRows(_ direction: OverrideDirection) -> [WorthRow] {
        // Whatever is matured and settled by then is in the evidence.
        worthRows(direction, knownOn: [attributed.frame.asOf], isPast: false)[0]
    }

    /// The same, as known on some past days: without what was not yet matured and settled, and with
    /// the controls' leads drawn from the treated of then.
    ///
    /// - Parameters:
    ///   - direction: that of the overrides.
    ///   - days: the days, rising.
    /// - Returns: the rows of each day.
    /// - Complexity: O(days × (episodes + renewals)).
    func worthRows(_ direction: OverrideDirection, knownOn days: [Day]) -> [[WorthRow]] {
        worthRows(direction, knownOn: days, isPast: true)
    }

    private func worthRows(
        _ direction: OverrideDirection, knownOn days: [Day], isPast: Bool
    ) -> [[WorthRow]] {
        let pendingDays = Int(policy.pendingDays)
        func firstDay(_ due: Day, _ outcome: KnownOutcome) -> Int {
            guard isPast else { return 0 }
            return days.firstIndex { due + pendingDays < $0 && outcome.settled <= $0 } ?? days.count
        }
        var rows = days.map { _ in [WorthRow]() }
        var treatedOfDays = days.map { _ in [EpisodeSummary]() }
        for episode in treated[direction, default: []] {
            for day in firstDay(episode.due, episode.outcome)..<days.count {
                treatedOfDays[day].append(episode)
                guard let probability = episode.churnProbability, let stratum = episode.stratum
                else { continue }
                rows[day].append(
                    WorthRow(
                        probability: probability, account: Int32(episode.account),
                        segment: stratum.segment, bucket: stratum.bucket, isTreated: true,
                        churned: isPast
                            ? episode.outcome.isChurned(asOf: days[day]) : episode.churned))
            }
        }
        let leads = treatedOfDays.map { TreatedLeads($0) }
        for day in days.indices {
            rows[day].reserveCapacity(rows[day].count + controls.candidates.count)
        }
        // Candidate by candidate, as each has the scores of half a year.
        for candidate in controls.candidates {
            for day in firstDay(candidate.due, candidate.outcome)..<days.count {
                guard let control = controls.control(candidate, direction, leads[day]),
                    let probability = training.probability(
                        of: control.score, on: control.day, candidate.bucket)
                else { continue }
                rows[day].append(
                    WorthRow(
                        probability: probability, account: candidate.account,
                        segment: candidate.segment, bucket: Int8(candidate.bucket.rawValue),
                        isTreated: false,
                        churned: isPast
                            ? candidate.outcome.isChurned(asOf: days[day]) : candidate.churned))
            }
        }
        return rows
    }
}
