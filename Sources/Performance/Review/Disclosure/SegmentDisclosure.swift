import Attribution
import Domain
import OverrideAudit

extension MonthlyReview {
    /// The parts of the portfolio whose episodes come from enough CSMs. Where the episodes that remain
    /// of a dimension and direction come from too few, further parts are left out, those with the
    /// fewest CSMs first.
    ///
    /// - Parameters:
    ///   - dimensions: only parts by one of these.
    ///   - floor: how many CSMs are enough.
    /// - Returns: the findings of those parts, in the order of the audit.
    func segments(by dimensions: [Dimension], floor: Int) -> [SegmentFinding] {
        let counted = audit.episodes.filter { $0.isResolved && $0.isCounted }
        var shown: Set<SegmentKey> = []
        for dimension in dimensions {
            for direction in OverrideDirection.allCases {
                var people: [SegmentKey: Set<Int>] = [:]
                var rest: Set<Int> = []
                for episode in counted where episode.direction == direction {
                    if let value = value(dimension, of: episode), !value.isEmpty {
                        let key = SegmentKey(dimension, direction, value)
                        people[key, default: []].insert(episode.csm)
                    } else {
                        rest.insert(episode.csm)
                    }
                }
                let order = people.sorted {
                    ($0.value.count, $0.key.value) < ($1.value.count, $1.key.value)
                }
                for (key, csms) in order {
                    let isEnough = csms.count >= floor && (rest.isEmpty || rest.count >= floor)
                    if isEnough { shown.insert(key) } else { rest.formUnion(csms) }
                }
            }
        }
        return audit.segments.filter {
            shown.contains(SegmentKey($0.dimension, $0.figures.direction, $0.value))
        }
    }

    /// The value of an episode in a dimension; nil without one.
    func value(_ dimension: Dimension, of episode: Episode) -> String? {
        switch dimension {
        case .reason: episode.reason
        case .leadBucket: episode.bucket.name(policy)
        default: dimension.value(of: attributed.portfolio.accounts[episode.account])
        }
    }
}

/// A part of the portfolio in one direction.
private struct SegmentKey: Hashable {
    let dimension: Dimension
    let direction: OverrideDirection
    let value: Identifier<Dimension>

    init(_ dimension: Dimension, _ direction: OverrideDirection, _ value: String) {
        self.dimension = dimension
        self.direction = direction
        self.value = Identifier(value)
    }
}
