/// How many of all overrides can be judged, step by step, so that every count of the audit has its
/// place.
///
///     audit.funnel.map(\.all)  // [459, 282, 229, 205, 183, 174]
public struct FunnelStep: Sendable, Equatable {
    /// What is counted at a step. Each step counts a part of the one before.
    public enum Kind: String, Sendable, CaseIterable {
        /// Every override logged by the end of the month.
        case logged
        /// Those that the renewal after them can judge.
        case eligible
        /// The same, with those that follow each other closely taken as one episode.
        case episodes
        /// The episodes whose renewal has an outcome that is old enough.
        case matured
        /// Those of them that count: one for each renewal and direction.
        case counted
        /// Those of them whose score implied a probability of churn.
        case compared
    }

    /// What is counted.
    public let kind: Kind
    /// How many are overrides to a better tier; nil where the direction of some is unknown.
    public let up: Int?
    /// How many are overrides to a worse tier; nil where the direction of some is unknown.
    public let down: Int?
    /// How many there are.
    public let all: Int
}

extension OverrideAudit {
    /// The steps from all overrides to those that are compared with their scores.
    public var funnel: [FunnelStep] {
        func step(_ kind: FunnelStep.Kind, _ isIn: (Episode) -> Bool) -> FunnelStep {
            let up = episodes.count { $0.direction == .up && isIn($0) }
            let down = episodes.count { $0.direction == .down && isIn($0) }
            return FunnelStep(kind: kind, up: up, down: down, all: up + down)
        }
        let eligible = overrides.filter { $0.eligibility == .eligible }
        let up = eligible.count { $0.direction == .up }
        return [
            FunnelStep(kind: .logged, up: nil, down: nil, all: overrides.count),
            FunnelStep(
                kind: .eligible, up: up, down: eligible.count - up, all: eligible.count),
            step(.episodes) { _ in true },
            step(.matured) { $0.isResolved },
            step(.counted) { $0.isResolved && $0.isCounted },
            step(.compared) { $0.isResolved && $0.isCounted && $0.churnProbability != nil },
        ]
    }
}
