import Review
import Scorecards

extension [PortfolioRow] {
    /// The rows sorted by a column. Rows that are equal there keep their order; rows without a value
    /// come last either way.
    ///
    /// - Parameters:
    ///   - column: the column.
    ///   - isDescending: whether the greatest value comes first.
    /// - Returns: the same rows.
    /// - Complexity: O(n log n).
    package func sorted(by column: PortfolioColumn, isDescending: Bool) -> [PortfolioRow] {
        let keyed = enumerated().map { (place: $0.offset, key: $0.element.key(column)) }
        let order = keyed.sorted { left, right in
            switch (left.key, right.key) {
            case (let one?, let other?) where one != other:
                return isDescending ? other < one : one < other
            case (_?, nil): return true
            case (nil, _?): return false
            default: return left.place < right.place
            }
        }
        return order.map { self[$0.place] }
    }
}

/// What rows are sorted by. All keys of a column are of one kind.
private enum SortKey: Comparable {
    case text(String)
    case number(Double)
}

extension PortfolioRow {
    /// What the row is sorted by; nil without a value.
    fileprivate func key(_ column: PortfolioColumn) -> SortKey? {
        switch column {
        case .name: .text(alphabeticalKey(name))
        case .team: team.map { .text(alphabeticalKey($0)) }
        case .renewed:
            figures.flatMap { $0.settled > 0 ? .number(Double($0.observed)) : nil }
        case .expected: figures?.expected.map { .number($0.expected) }
        case .verdict: side.map { .number($0) }
        case .rate: card.metrics.logoRenewalRate.estimate.value.map { .number($0) }
        case .arr: arr.map { .number($0) }
        case .comments: .number(Double(comments))
        }
    }

    /// Below the expected range, within or above it; nil without a verdict. Rows on one side are equal:
    /// how far they are from the range is not to be ranked.
    private var side: Double? {
        guard let figures, let band = figures.chance?.band, band != .cannotTell else { return nil }
        guard band.isOutside else { return 0 }
        return figures.isAboveExpected ? 1 : -1
    }
}
