import Domain
import Glibc
import Statistics

extension SignalFigures {
    /// The figures of a signal over the rows of a landmark, or some of them.
    ///
    /// - Parameters:
    ///   - column: its values.
    ///   - landmark: the rows.
    ///   - isIncluded: which rows count; nil for all.
    ///   - policy: the limits.
    /// - Complexity: O(n log n).
    init(
        _ column: SignalColumn, _ landmark: Landmark, isIncluded: [Bool]? = nil, policy: Policy
    ) {
        let rows = landmark.events.indices.filter {
            isIncluded?[$0] ?? true && !column.values[$0].isNaN
        }
        let values = rows.map { column.values[$0] }
        let isRenewed = rows.map { landmark.isRenewed[$0] }
        let all = isIncluded.map { $0.count { $0 } } ?? landmark.count
        let order = RankOrder(values)
        name = column.name
        known = rows.count
        renewed = isRenewed.count { $0 }
        missingShare = all > 0 ? Double(all - rows.count) / Double(all) : nil
        isYesOrNo = values.allSatisfy { $0 == 0 || $0 == 1 }
        stability = Self.stability(order, rows, landmark, policy)
        isShifted = stability.map { $0.index > policy.stabilityLimit && $0.index > $0.chance }

        let churned = rows.count - renewed
        guard Double(rows.count) >= policy.signalCount,
            Double(min(renewed, churned)) >= policy.signalOutcomes
        else {
            reason = .tooFew
            return
        }
        var sums = (renewed: 0.0, churned: 0.0)
        for (value, isRenewed) in zip(values, isRenewed) {
            if isRenewed { sums.renewed += value } else { sums.churned += value }
        }
        renewedMean = sums.renewed / Double(renewed)
        churnedMean = sums.churned / Double(churned)
        guard !order.isConstant, let placements = Placements(order, isPositive: isRenewed) else {
            reason = .constant
            return
        }
        // Without a spread among the renewed or the churned, the standard error knows of one side only.
        // Luck may have left all of them with the commonest value.
        let ofOutcome = [true, false].map { outcome in
            Set(zip(values, isRenewed).lazy.filter { $0.1 == outcome }.map(\.0))
        }
        guard
            ofOutcome.allSatisfy({ $0.count > 1 })
                || pow(order.shareOfCommonest, Double(min(renewed, churned)))
                    <= policy.signalBlankLevel
        else {
            reason = .nearlyConstant
            return
        }
        let area = ClusteredAUC(
            placements, isPositive: isRenewed, clusters: rows.map { landmark.accounts[$0] })
        auc = area.estimate
        correlation = pointBiserialCorrelation(values, isPositive: isRenewed)
        interval = area.interval
        p = area.p
        if area.standardError == nil {
            reason = .oneAccount
        } else if area.p == nil {
            reason = .noVariation
        }
    }

    /// The stability of the values from the older half of the known rows to the newer.
    private static func stability(
        _ order: RankOrder, _ rows: [Int], _ landmark: Landmark, _ policy: Policy
    ) -> PopulationStability? {
        let older = rows.count / 2
        guard Double(older) >= policy.stabilityCount else { return nil }
        var places = [Int32](repeating: -1, count: landmark.count)
        for (place, row) in rows.enumerated() { places[row] = Int32(place) }
        var isOlder = [Bool](repeating: false, count: rows.count)
        var count = 0
        for row in landmark.chronological where places[Int(row)] >= 0 {
            guard count < older else { break }
            isOlder[Int(places[Int(row)])] = true
            count += 1
        }
        var (before, after) = ([Double](), [Double]())
        for (place, value) in zip(order.positions, order.sorted) {
            if isOlder[Int(place)] { before.append(value) } else { after.append(value) }
        }
        return PopulationStability(
            older: before, newer: after, leastShare: policy.stabilityLeastShare,
            level: policy.stabilityLevel)
    }
}
