import Attribution
import Calendar
import Domain

/// Four forecasts of the churn of one renewal, made at one landmark. It is small, as there are
/// millions.
///
/// Source: `Documentation/methods.md`, 13.
struct ChurnForecast {
    /// Position of the account in `Portfolio.accounts`.
    let account: Int32
    /// Days before the due date.
    let landmark: Int16
    /// The month of the landmark.
    let month: Month
    let churned: Bool
    /// The override in force: its direction, and how many tiers CSM and model lay apart.
    let override: (direction: OverrideDirection, tiers: Int8)?
    /// The past churn rate, in `0...1`.
    let base: Double
    /// The probability that the score implied, in `0...1`.
    let score: Double
    /// The score's probability, moved by what overrides were worth so far; in `0...1`.
    var heeded: Double
    /// The churn rate of the tier that the CSM asserted, or else that of the score, in `0...1`.
    let csm: Double

    /// One of the four.
    enum Kind { case base, score, heeded, csm }

    /// The probability of churn that one of the forecasts gives, in `0...1`.
    subscript(kind: Kind) -> Double {
        switch kind {
        case .base: base
        case .score: score
        case .heeded: heeded
        case .csm: csm
        }
    }

    /// The squared error of one of the forecasts.
    func error(_ kind: Kind) -> Double {
        let miss = self[kind] - (churned ? 1 : 0)
        return miss * miss
    }

    /// The forecasts of all matured renewals with an outcome.
    ///
    /// - Complexity: O(renewals + overrides), and the overrides of an account for each renewal.
    static func all(_ evidence: AuditEvidence) -> [ChurnForecast] {
        var forecasts = atFaceValue(evidence)
        let effects = PastEffects(evidence, Set(forecasts.compactMap(\.heedingKey)))
        for index in forecasts.indices {
            guard let key = forecasts[index].heedingKey else { continue }
            forecasts[index].heeded = effects.heeded(forecasts[index].score, key)
        }
        return forecasts
    }

    /// The effect that the forecast may heed; nil without an override in force.
    private var heedingKey: PastEffects.Key? {
        override.map { PastEffects.Key(direction: $0.direction, month: month) }
    }

    /// The forecasts, as though nothing were known about the worth of overrides.
    private static func atFaceValue(_ evidence: AuditEvidence) -> [ChurnForecast] {
        let (attributed, overrides) = (evidence.attributed, evidence.overrides)
        let (portfolio, policy) = (attributed.portfolio, attributed.policy)
        let landmarks = ValueAdded.landmarks(policy).map {
            (days: $0, bucket: LeadBucket(leadInDays: $0, policy: policy))
        }
        let offsets = accountOffsets(
            overrides.lazy.map { portfolio.overrides[$0.position].account },
            accounts: portfolio.accounts.count)
        var forecasts: [ChurnForecast] = []
        forecasts.reserveCapacity(evidence.controls.candidates.count * landmarks.count)
        for event in attributed.events
        where event.state.isSettled && attributed.isMatured(event.due) {
            let decision = attributed.lines(at: event.renewal).decision
            for landmark in landmarks {
                let day = event.due - landmark.days
                guard !(decision.map { $0 <= day } ?? false),
                    let known = evidence.scores.score(of: event.renewal, at: landmark.days),
                    let fit = evidence.training[day.month]?[landmark.bucket],
                    let base = fit.baseRate,
                    let place = evidence.training.fit(
                        of: known.score, on: day, landmark.bucket)
                else { continue }
                let score = evidence.training.probabilities[Int(place)]
                let range = offsets[event.account]..<offsets[event.account + 1]
                let last = overrides[range].last {
                    $0.isInForce(on: day, logged: portfolio.overrides[$0.position].logged)
                }
                var override: (direction: OverrideDirection, tiers: Int8)?
                var csm = score
                if let last, let direction = last.direction, let model = last.modelTier {
                    let asserted = portfolio.overrides[last.position].asserted
                    let apart = abs(Int8(asserted.rawValue) - Int8(model.rawValue))
                    override = (direction, apart)
                    csm = fit.rate(in: asserted) ?? score
                }
                forecasts.append(
                    ChurnForecast(
                        account: Int32(event.account), landmark: Int16(landmark.days),
                        month: day.month, churned: event.state != .renewed, override: override,
                        base: base, score: score, heeded: score, csm: csm))
            }
        }
        return forecasts
    }
}
