import Concurrency
import Domain
import Statistics

/// Resamples of the accounts of the older renewals: how sure weights are.
///
/// Resample r draws as many accounts as there are, with replacement, from a stream of its own.
///
/// Source: `Documentation/methods.md`, 16; Efron, B. and Tibshirani, R. J. (1993), An Introduction to the
/// Bootstrap, 13.
struct WeightResamples: Sendable {
    private let accounts: Int
    private let seed: UInt64
    private let count: Int

    /// The resamples of some rows.
    init(_ rows: WeightRows) {
        accounts = rows.olderAccounts.count
        seed = UInt64(rows.policy.resamplingSeed)
        count = Int(rows.policy.weightsResamples)
    }

    /// The fits of a table in all resamples; nil for a resample without a fit.
    ///
    /// - Parameters:
    ///   - table: the predictors of the older rows.
    ///   - start: the fit of all rows.
    ///   - penalty: as of the fit.
    /// - Returns: one fit for each resample, in their order.
    /// - Complexity: O(resamples × rows × columns²), divided among the cores.
    func fits(
        _ table: PredictorTable, start: RidgeLogisticRegression, penalty: Double
    ) -> [RidgeLogisticRegression?] {
        let prepared = RidgeLogisticFits(table)
        let groups = Array(0..<(count + 7) / 8)
        let fits = mapInParallel(groups) { group in
            prepared.fits(weights: drawn(group), penalty: penalty, start: start)
        }
        return Array(fits.joined().prefix(count))
    }

    /// How often each account is drawn in eight resamples.
    private func drawn(_ group: Int) -> [RidgeLogisticFits.Lanes] {
        var times = [RidgeLogisticFits.Lanes](repeating: .zero, count: accounts)
        for lane in 0..<8 {
            var random = SplitMix64(seed: seed &+ UInt64(group * 8 + lane))
            for _ in 0..<accounts { times[random.index(below: accounts)][lane] += 1 }
        }
        return times
    }

    /// The range of a weight over the resamples: its 2.5 % and 97.5 % quantiles; nil with fewer than two.
    static func range(_ values: [Double]) -> Interval? {
        guard values.count > 1 else { return nil }
        let rising = values.sorted()
        return Interval(
            low: quantile(ofRising: rising, 1, of: 40),
            high: quantile(ofRising: rising, 39, of: 40))
    }
}
