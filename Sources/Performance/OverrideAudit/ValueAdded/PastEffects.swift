import Attribution
import Calendar
import Concurrency
import Domain
import Statistics

/// What overrides were known to be worth at the beginning of past months.
///
/// Source: `Documentation/methods.md`, 13.
struct PastEffects {
    /// A direction and a month.
    struct Key: Hashable, Comparable {
        let direction: OverrideDirection
        let month: Month

        static func < (left: Key, right: Key) -> Bool {
            left.direction == right.direction
                ? left.month < right.month : left.direction == .up && right.direction == .down
        }
    }

    /// δ, where it was shown by then.
    private let effects: [Key: Double]
    private let leastProbability: Double

    /// The effects of some directions and months.
    ///
    /// - Complexity: O(keys × renewals).
    init(_ evidence: AuditEvidence, _ keys: Set<Key>) {
        let policy = evidence.policy
        leastProbability = policy.worthLeastProbability
        let sorted = keys.sorted()
        let found = mapInParallel(sorted) { key -> Double? in
            let day = key.month.firstDay - 1
            let known = evidence.treated[key.direction, default: []].count {
                $0.outcome.settled <= day && $0.due + Int(policy.pendingDays) < day
            }
            // The regression takes long, and counts at most these.
            guard Double(known) >= policy.heededCount else { return nil }
            let effect = OverrideEffect(
                evidence.worthRows(key.direction, knownOn: day),
                segmentNames: evidence.segmentNames, policy: policy)
            guard Double(effect.treated) >= policy.heededCount, let estimate = effect.estimate,
                estimate.isShown
            else { return nil }
            return estimate.delta
        }
        effects = zip(sorted, found).reduce(into: [:]) { $0[$1.0] = $1.1 }
    }

    /// A probability that heeds an override of that direction, in a month.
    func heeded(_ probability: Double, _ key: Key) -> Double {
        guard let delta = effects[key] else { return probability }
        return expit(logit(min(max(probability, leastProbability), 1 - leastProbability)) + delta)
    }
}
