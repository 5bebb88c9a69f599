import Calendar
import Concurrency
import Domain
import Statistics

/// The episodes and controls of one part of the portfolio in one direction.
///
/// Source: `Documentation/methods.md`, 14.
struct PortfolioPart {
    /// Which part it is.
    struct Key: Hashable {
        let dimension: Dimension
        let value: String
        let direction: OverrideDirection
    }

    let key: Key
    /// The positions of its episodes in `AuditEvidence.summaries`.
    private let episodes: [Int32]
    /// The positions of its candidates for controls; nil for all of them.
    private let candidates: [Int32]?
    /// Its episodes against its own controls; nil with too few episodes.
    let contrast: MatchedContrast?
    private let policy: Policy

    /// The parts that have a counted episode with an outcome, by dimension, value and direction.
    static func all(_ evidence: AuditEvidence) -> [PortfolioPart] {
        mapInParallel(Dimension.allCases) { dimension in
            let groups = PartGroups(dimension, evidence)
            let candidates = groups.candidates(evidence)
            var episodes = groups.values.map { _ in [OverrideDirection: [Int32]]() }
            for (index, episode) in evidence.summaries.enumerated() {
                guard let group = groups.ofEpisode[index] else { continue }
                episodes[group][episode.direction, default: []].append(Int32(index))
            }
            let parts = groups.values.indices.flatMap { group in
                all(
                    groups.values[group], of: dimension, episodes[group],
                    among: candidates[group], evidence)
            }
            return parts.sorted { left, right in
                left.key.value.hasSameBytes(as: right.key.value)
                    ? left.key.direction == .up && right.key.direction == .down
                    : left.key.value.precedesByBytes(right.key.value)
            }
        }.flatMap(\.self)
    }

    /// The parts that have one value, by direction.
    private static func all(
        _ value: String, of dimension: Dimension, _ episodes: [OverrideDirection: [Int32]],
        among candidates: [Int32]?, _ evidence: AuditEvidence
    ) -> [PortfolioPart] {
        let found = OverrideDirection.allCases.map { direction in
            let positions = episodes[direction] ?? []
            let mine = positions.map { evidence.summaries[Int($0)] }
            let matured = mine.count(where: \.isResolved)
            return (
                direction: direction, positions: positions, mine: mine,
                isEnough: Double(matured) >= evidence.policy.minimumCount
            )
        }.filter { $0.mine.contains { $0.isResolved && $0.isCounted } }
        // Both directions at once, as each contrast goes through the candidates for controls.
        var contrasts = evidence.contrasts(
            found.filter(\.isEnough).map { ($0.direction, $0.mine) }, among: candidates)[...]
        return found.map { part in
            PortfolioPart(
                key: Key(dimension: dimension, value: value, direction: part.direction),
                episodes: part.positions, candidates: candidates,
                contrast: part.isEnough ? contrasts.popFirst() : nil, policy: evidence.policy)
        }
    }

    /// The figures of its episodes.
    func figures(_ evidence: AuditEvidence, _ luck: LuckResamples) -> AuditFigures {
        AuditFigures(
            key.direction, episodes.lazy.map { evidence.summaries[Int($0)] }, contrast: contrast,
            luck: luck, policy: policy)
    }

    /// Whether the interval lies strictly inside the difference that matters.
    var showsNoDifference: Bool {
        guard let interval = contrast?.test.interval else { return false }
        let most = policy.detectableDifferencePoints / 100
        return interval.low > -most && interval.high < most
    }

    /// How many more episodes it takes until an interval of this width can lie inside the difference
    /// that matters: `max(1, ⌈treated (reach / (difference - |RD|))²⌉ - treated)`.
    ///
    /// Nil without an interval, and where the difference seen is as large itself.
    var moreNeeded: Int? {
        guard let contrast, let seen = contrast.test.riskDifference,
            let error = contrast.test.nullError
        else { return nil }
        let room = policy.detectableDifferencePoints / 100 - abs(seen)
        let reach = policy.z * error
        guard room > 0 else { return nil }
        let needed = Double(contrast.treated) * (reach / room) * (reach / room)
        return max(1, Int(min(1e15, (needed - 1e-9).rounded(.up))) - contrast.treated)
    }

    /// Whether the evidence that matured since a day shows, alone, the difference that the part showed
    /// then. The evidence is that of the part.
    func confirms(_ past: PortfolioPart, _ evidence: AuditEvidence, since day: Day) -> Bool {
        func isNew(_ due: Day) -> Bool { due + Int(policy.pendingDays) >= day }
        let all = evidence.controls.candidates
        let fresh = evidence.contrasts(
            [
                (
                    key.direction,
                    episodes.map { evidence.summaries[Int($0)] }.filter { isNew($0.due) }
                )
            ],
            among: (candidates ?? Array(all.indices.map(Int32.init))).filter {
                isNew(all[Int($0)].due)
            }
        ).first
        guard let test = fresh?.test, let p = test.p, p < policy.significance,
            let now = test.riskDifference,
            let then = past.contrast?.test.riskDifference
        else { return false }
        return now * then > 0
    }
}
