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

        /// The last day on which something could be known.
        var lastDay: Day { month.firstDay - 1 }

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
        // The regression takes long, and counts at most the treated that were known by then.
        let known = evidence.treated.mapValues { treated in
            treated.map { position in
                let episode = evidence.summaries[position]
                return max(episode.outcome.settled, episode.due + Int(policy.pendingDays) + 1)
            }
        }
        func isEnough(_ key: Key) -> Bool {
            let days = known[key.direction, default: []]
            return Double(days.count { $0 <= key.lastDay }) >= policy.heededCount
        }
        let batches = OverrideDirection.allCases.flatMap { direction in
            keys.filter { $0.direction == direction && isEnough($0) }.sorted()
                .chunks(of: Self.batch)
        }
        let found = mapInParallel(batches) { batch in
            evidence.worthRows(batch[0].direction, knownOn: batch.map(\.lastDay)).map { rows in
                let effect = OverrideEffect(
                    rows, probabilities: evidence.training.probabilities,
                    segmentNames: evidence.segmentNames, policy: policy)
                guard Double(effect.treated) >= policy.heededCount, let estimate = effect.estimate,
                    estimate.isShown
                else { return nil as Double? }
                return estimate.delta
            }
        }
        effects = zip(batches.joined(), found.joined()).reduce(into: [:]) { $0[$1.0] = $1.1 }
    }

    /// How many months are gone through at once. More take more memory.
    private static let batch = 6

    /// A probability that heeds an override of that direction, in a month.
    func heeded(_ probability: Double, _ key: Key) -> Double {
        guard let delta = effects[key] else { return probability }
        return expit(logit(min(max(probability, leastProbability), 1 - leastProbability)) + delta)
    }
}
