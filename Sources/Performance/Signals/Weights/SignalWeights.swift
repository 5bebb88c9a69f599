import Domain
import Statistics

extension WeightProposal {
    /// Weights of the components and of other signals.
    ///
    /// - Complexity: that of the selection and of the resamples.
    static func ofSignals(_ rows: WeightRows) -> WeightProposal {
        let candidates = rows.candidates { !$0.isReplaced }
        guard !candidates.isEmpty else { return WeightProposal(.signals, .noSignals) }
        guard rows.weightsAllowed > 0 else { return WeightProposal(.signals, .tooFew) }
        let selection = SignalSelection(rows, among: candidates)
        guard !selection.names.isEmpty else { return WeightProposal(.signals, .noGain) }
        let table = rows.olderTable(selection.names)
        let penalty = rows.policy.weightsPenalty
        guard let fit = RidgeLogisticRegression(table, penalty: penalty) else {
            return WeightProposal(.signals, .noFit)
        }
        let resampled = WeightResamples(rows).fits(table, start: fit, penalty: penalty)
            .compactMap { $0?.coefficients }
        return WeightProposal(
            .signals,
            weights: selection.names.indices.map { index in
                let range = WeightResamples.range(resampled.map { $0[index] })
                return Weight(
                    rows.older(selection.names[index]), fit, index, value: fit.coefficients[index],
                    range: range)
            }, intercept: fit.intercept, resamples: resampled.count,
            concordances: selection.concordances,
            judgement: WeightJudgement(
                older: fit.logOdds(table), newer: fit.logOdds(rows.newerTable(selection.names)),
                rows))
    }
}
