import Attribution
import Calendar
import Domain

/// A renewal of the regression that says what an override is worth. It is small, as there are
/// millions.
struct WorthRow: Sendable {
    /// Where `ScoreTraining.probabilities` has the probability of churn that the score implied.
    let fit: Int32
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
        var treatedOfDays = days.map { _ in [Int]() }
        let treated = treated[direction, default: []]
        // For each candidate, the first of the days on which it counts.
        let firstDays = controls.candidates.map { Int32(firstDay($0.due, $0.outcome)) }
        for day in days.indices {
            rows[day].reserveCapacity(treated.count + firstDays.count { $0 <= day })
        }
        for position in treated {
            let episode = summaries[position]
            for day in firstDay(episode.due, episode.outcome)..<days.count {
                treatedOfDays[day].append(position)
                guard let fit = episode.fit, let stratum = episode.stratum else { continue }
                rows[day].append(
                    WorthRow(
                        fit: fit, account: Int32(episode.account), segment: stratum.segment,
                        bucket: stratum.bucket, isTreated: true,
                        churned: isPast
                            ? episode.outcome.isChurned(asOf: days[day]) : episode.churned))
            }
        }
        let leads = treatedOfDays.map { positions in
            TreatedLeads(positions.lazy.map { summaries[$0] })
        }
        // Block by block: the scores of so many candidates stay in the cache for all days.
        let candidates = controls.candidates
        for start in stride(from: 0, to: candidates.count, by: Controls.block) {
            let block = start..<min(start + Controls.block, candidates.count)
            for day in days.indices {
                let (leads, asOf) = (leads[day], days[day])
                for position in block where firstDays[position] <= day {
                    let candidate = candidates[position]
                    guard let control = controls.control(candidate, direction, leads),
                        let fit = training.fit(
                            of: control.score, on: control.day, candidate.bucket)
                    else { continue }
                    rows[day].append(
                        WorthRow(
                            fit: fit, account: candidate.account, segment: candidate.segment,
                            bucket: Int8(candidate.bucket.rawValue), isTreated: false,
                            churned: isPast
                                ? candidate.outcome.isChurned(asOf: asOf) : candidate.churned))
                }
            }
        }
        return rows
    }
}
