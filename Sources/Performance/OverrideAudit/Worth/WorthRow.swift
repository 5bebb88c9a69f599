import Attribution
import Calendar
import Domain

/// A renewal of the regression that says what an override is worth.
struct WorthRow: Sendable {
    let isTreated: Bool
    /// Position of the account in `Portfolio.accounts`.
    let account: Int
    let bucket: LeadBucket
    /// The number of the account's segment.
    let segment: Int
    let churned: Bool
    /// The probability of churn that the score implied, in `0...1`.
    let probability: Double
}

extension AuditEvidence {
    /// The treated of a direction and their controls, as far as their scores implied something.
    ///
    /// - Parameters:
    ///   - direction: that of the overrides.
    ///   - day: leaves out what was not yet matured, settled and known on that day, and draws the leads
    ///     of controls from the treated of then; nil for everything in the evidence.
    /// - Returns: the treated, then the controls.
    /// - Complexity: O(episodes + renewals).
    func worthRows(_ direction: OverrideDirection, knownOn day: Day? = nil) -> [WorthRow] {
        let pendingDays = Int(policy.pendingDays)
        func isKnown(_ due: Day, _ outcome: KnownOutcome) -> Bool {
            day.map { due + pendingDays < $0 && outcome.settled <= $0 } ?? true
        }
        let treated = treated[direction, default: []].filter { isKnown($0.due, $0.outcome) }
        let leads = TreatedLeads(treated)
        var rows = treated.compactMap { episode -> WorthRow? in
            guard let probability = episode.churnProbability, let stratum = episode.stratum else {
                return nil
            }
            return WorthRow(
                isTreated: true, account: episode.account, bucket: episode.bucket,
                segment: Int(stratum.segment),
                churned: day.map(episode.outcome.isChurned) ?? episode.churned,
                probability: probability)
        }
        for candidate in controls.candidates where isKnown(candidate.due, candidate.outcome) {
            guard let control = controls.control(candidate, direction, leads),
                let probability = training[control.day.month]?[candidate.bucket]
                    .probability(of: control.score)
            else { continue }
            rows.append(
                WorthRow(
                    isTreated: false, account: Int(candidate.account), bucket: candidate.bucket,
                    segment: Int(candidate.segment),
                    churned: day.map(candidate.outcome.isChurned) ?? candidate.churned,
                    probability: probability))
        }
        return rows
    }
}
