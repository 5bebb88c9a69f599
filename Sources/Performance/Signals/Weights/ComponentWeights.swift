import Domain
import Statistics

extension WeightProposal {
    /// New weights of the score's components.
    ///
    /// - Complexity: that of the resamples.
    static func ofComponents(_ rows: WeightRows) -> WeightProposal {
        let policy = rows.policy
        let names = rows.candidates(\.isComponent)
        guard !names.isEmpty else { return WeightProposal(.components, .noSignals) }
        guard names.count <= rows.weightsAllowed else {
            return WeightProposal(.components, .tooFew)
        }
        let table = rows.olderTable(names)
        guard let fit = RidgeLogisticRegression(table, penalty: policy.weightsPenalty) else {
            return WeightProposal(.components, .noFit)
        }
        // The largest coefficients; of equal ones the first by name.
        let largest = Set(
            names.indices.sorted {
                (-fit.coefficients[$0], $0) < (-fit.coefficients[$1], $1)
            }.prefix(Int(policy.mostWeights)))
        guard let shares = fit.shares(of: largest) else {
            return WeightProposal(.components, .noGain)
        }
        let resampled = WeightResamples(rows)
            .fits(table, start: fit, penalty: policy.weightsPenalty)
            .compactMap { $0?.shares(of: largest) }
        return WeightProposal(
            .components,
            weights: names.indices.map { index in
                let range =
                    largest.contains(index)
                    ? WeightResamples.range(resampled.map { $0[index] }) : nil
                return Weight(
                    rows.older(names[index]), fit, index, value: shares[index], range: range)
            }, intercept: fit.intercept, resamples: resampled.count,
            judgement: WeightJudgement(
                older: fit.weighted(table, by: shares),
                newer: fit.weighted(rows.newerTable(names), by: shares), rows))
    }
}

extension RidgeLogisticRegression {
    /// The weights of some predictors in their own units, cut at 0, as shares of their sum; 0 for the
    /// others. Nil if none is above 0.
    fileprivate func shares(of members: Set<Int>) -> [Double]? {
        let slopes = coefficients.indices.map { index in
            members.contains(index) && deviations[index] > 0
                ? max(0, coefficients[index]) / deviations[index] : 0
        }
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
