import Concurrency
import Domain
import Statistics

/// Chooses signals one by one: always the one with which the model puts most pairs of a renewed and a
/// churned event in order, in accounts that it was not fitted to.
///
/// Source: `Documentation/methods.md`, 16.
struct SignalSelection: Sendable {
    /// The signals chosen, in their order.
    private(set) var names: [SignalName] = []
    /// The share of pairs in order after each was added.
    private(set) var concordances: [Double] = []

    /// Shares this close are equal.
    private static let slack = 1e-12

    /// The selection among some signals.
    ///
    /// - Complexity: O(steps × candidates × rows × columns²), divided among the cores.
    init(_ rows: WeightRows, among candidates: [SignalName]) {
        let folds = SelectionFolds(rows)
        var open = candidates
        let most = min(Int(rows.policy.mostWeights), rows.weightsAllowed)
        while names.count < most, !open.isEmpty {
            let chosen = names
            let start =
                chosen.isEmpty
                ? nil
                : RidgeLogisticRegression(
                    rows.olderTable(chosen), penalty: rows.policy.weightsPenalty)
            let shares = mapInParallel(open) { name in
                folds.concordance(rows.olderTable(chosen + [name]), near: start)
            }
            guard let best = shares.max(),
                let place = shares.firstIndex(where: { $0 >= best - Self.slack }),
                shares[place] - (concordances.last ?? 0.5)
                    >= rows.policy.selectionGain - Self.slack
            else { break }
            names.append(open.remove(at: place))
            concordances.append(shares[place])
        }
    }
}

/// The folds of a cross-validation. All events of an account are in one.
private struct SelectionFolds: Sendable {
    private let penalty: Double
    /// The fold of each account.
    private let ofCluster: [Int]
    /// The older rows of each fold.
    private let rows: [[Int]]

    init(_ rows: WeightRows) {
        let count = Int(rows.policy.selectionFolds)
        penalty = rows.policy.weightsPenalty
        let ofCluster = rows.olderAccounts.map { account in
            Int(fnv1a(rows.accountIDs[Int(account)]) % UInt64(count))
        }
        var members = [[Int]](repeating: [], count: count)
        for (row, cluster) in rows.olderClusters.enumerated() {
            members[ofCluster[Int(cluster)]].append(row)
        }
        self.ofCluster = ofCluster
        self.rows = members
    }

    /// The share of pairs in order, each within a fold that the model was not fitted to; 0 without pairs.
    func concordance(_ table: PredictorTable, near start: RidgeLogisticRegression?) -> Double {
        let prepared = RidgeLogisticFits(table)
        var concordance = Concordance()
        for first in stride(from: 0, to: rows.count, by: 8) {
            let weights = ofCluster.map { fold in
                var lanes = RidgeLogisticFits.Lanes(repeating: 1)
                if first..<first + 8 ~= fold { lanes[fold - first] = 0 }
                return lanes
            }
            let fits = prepared.fits(
                weights: weights, penalty: penalty,
                lanes: min(8, rows.count - first), start: start?.adding(1))
            for fold in first..<min(first + 8, rows.count) {
                // Without a fit, all rows of the fold are equal.
                let scores =
                    fits[fold - first]?.logOdds(table, rows: rows[fold])
                    ?? Array(repeating: 0, count: rows[fold].count)
                concordance.add(scores, isPositive: rows[fold].map { table.isPositive[$0] })
            }
        }
        return concordance.share ?? 0
    }
}
