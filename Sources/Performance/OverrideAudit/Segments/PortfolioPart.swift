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
    /// The positions of its controls among those of its direction.
    private let controls: [Int32]
    let figures: AuditFigures
    private let policy: Policy

    /// The parts that have a counted episode with an outcome, by dimension, value and direction.
    static func all(_ evidence: AuditEvidence) -> [PortfolioPart] {
        mapInParallel(Dimension.allCases) { dimension in
            let groups = PartGroups(dimension, evidence)
            let parts = OverrideDirection.allCases.flatMap { all(evidence, groups, $0) }
            return parts.sorted { left, right in
                left.key.value.hasSameBytes(as: right.key.value)
                    ? left.key.direction == .up && right.key.direction == .down
                    : left.key.value.precedesByBytes(right.key.value)
            }
        }.flatMap(\.self)
    }

    private static func all(
        _ evidence: AuditEvidence, _ groups: PartGroups, _ direction: OverrideDirection
    ) -> [PortfolioPart] {
        var episodes = groups.values.map { _ in [Int32]() }
        for (index, episode) in evidence.summaries.enumerated()
        where episode.direction == direction {
            if let group = groups.ofEpisode[index] { episodes[group].append(Int32(index)) }
        }
        // Controls have no reason: those of a reason are all of them.
        let isReason = groups.dimension == .reason
        let allControls = evidence.controls[direction]
        let allStrata = isReason ? allControls.strata : StratumCounts()
        let everyControl = isReason ? allControls.indices.map(Int32.init) : []
        var controls = groups.values.map { _ in [Int32]() }
        if !isReason {
            for (index, control) in allControls.enumerated() {
                if let group = groups.group(of: control) { controls[group].append(Int32(index)) }
            }
        }
        return groups.values.enumerated().compactMap { group, value in
            let mine = episodes[group].lazy.map { evidence.summaries[Int($0)] }
            guard mine.contains(where: { $0.isResolved && $0.isCounted }) else { return nil }
            let others = isReason ? everyControl : controls[group]
            return PortfolioPart(
                key: Key(dimension: groups.dimension, value: value, direction: direction),
                episodes: episodes[group], controls: others,
                figures: evidence.figures(
                    direction, mine,
                    against: isReason
                        ? allStrata : others.lazy.map { allControls[Int($0)] }.strata),
                policy: evidence.policy)
        }
    }

    /// How many more episodes it takes until an interval of this width lies inside the difference that
    /// matters: `max(1, ⌈treated (reach / (difference - |RD|))²⌉ - treated)`, and 0 where it does
    /// already.
    ///
    /// Nil without an interval, and where the difference seen is as large itself.
    var moreNeeded: Int? {
        guard let contrast = figures.matched, let seen = contrast.test.riskDifference,
            let error = contrast.test.nullError
        else { return nil }
        let room = policy.detectableDifferencePoints / 100 - abs(seen)
        let reach = policy.z * error
        guard room > 0 else { return nil }
        guard reach >= room else { return 0 }
        let needed = Double(contrast.treated) * (reach / room) * (reach / room)
        return max(1, Int(min(1e15, (needed - 1e-9).rounded(.up))) - contrast.treated)
    }

    /// Whether the evidence that matured since a day shows, alone, the difference that the part showed
    /// then. The evidence is that of the part.
    func confirms(_ past: PortfolioPart, _ evidence: AuditEvidence, since day: Day) -> Bool {
        func isNew(_ due: Day) -> Bool { due + Int(evidence.policy.pendingDays) >= day }
        let allControls = evidence.controls[key.direction]
        let treated = episodes.lazy.map { evidence.summaries[Int($0)] }
            .filter { $0.isResolved && $0.isCounted && isNew($0.due) }
        let untreated = controls.lazy.map { allControls[Int($0)] }.filter { isNew($0.due) }
        let fresh = MatchedContrast(treated.strata, untreated.strata, policy: evidence.policy)
        guard let p = fresh.test.p, p < evidence.policy.significance,
            let now = fresh.test.riskDifference,
            let then = past.figures.matched?.test.riskDifference
        else { return false }
        return now * then > 0
    }
}
