import Domain
import Statistics

extension WeightProposal {
    /// New weights of the score's components.
    ///
    /// - Complexity: that of the resamples.
    static func ofComponents(_ rows: WeightRows) -> WeightProposal {
        let policy = rows.policy
        var names = rows.candidates(\.isComponent)
        guard !names.isEmpty else { return WeightProposal(.components, .noSignals) }
        guard names.count <= rows.weightsAllowed else {
            return WeightProposal(.components, .tooFew)
        }
        if names.count > Int(policy.mostWeights) {
            guard
                let all = RidgeLogisticRegression(
                    rows.olderTable(names), penalty: policy.weightsPenalty)
            else { return WeightProposal(.components, .noFit) }
            // The largest coefficients; of equal ones the first by name.
            names = names.indices.sorted {
                (-all.coefficients[$0], $0) < (-all.coefficients[$1], $1)
            }.prefix(Int(policy.mostWeights)).map { names[$0] }.sorted()
        }
        let table = rows.olderTable(names)
        guard let fit = RidgeLogisticRegression(table, penalty: policy.weightsPenalty) else {
            return WeightProposal(.components, .noFit)
        }
        guard let shares = fit.shares else { return WeightProposal(.components, .noGain) }
        let resampled = WeightResamples(rows)
            .fits(table, start: fit, penalty: policy.weightsPenalty)
            .compactMap { $0?.shares }
        return WeightProposal(
            .components,
            weights: names.indices.map { index in
                let range = WeightResamples.range(resampled.map { $0[index] })
                return Weight(
                    name: names[index], value: shares[index], low: range?.low, high: range?.high)
            }, resamples: resampled.count,
            judgement: WeightJudgement(
                older: fit.weighted(table, by: shares),
                newer: fit.weighted(rows.newerTable(names), by: shares), rows))
    }
}

extension RidgeLogisticRegression {
    /// The weights of the predictors in their own units, cut at 0, as shares of their sum; nil if none is
    /// above 0.
    fileprivate var shares: [Double]? {
        let slopes = zip(coefficients, deviations).map { $1 > 0 ? max(0, $0) / $1 : 0 }
        let sum = slopes.reduce(0, +)
        return sum > 0 ? slopes.map { $0 / sum } : nil
    }

    /// The weighted sums of the rows of a table, with missing numbers at the mean.
    fileprivate func weighted(_ table: PredictorTable, by weights: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: table.count)
        for (index, column) in table.columns.enumerated() where weights[index] > 0 {
            for (row, value) in column.enumerated() {
                sums[row] += weights[index] * (value.isNaN ? means[index] : value)
            }
        }
        return sums
    }
}
