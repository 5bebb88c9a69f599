import Formats
import Domain
import Statistics

extension Signals {
    /// The weights of today.
    var currentSentences: [String] {
        guard let currentWeights else {
            return [
                "The current weights are not known. Give them as health_weights in the policy file."
            ]
        }
        let shares = list(currentWeights.weights.map { "\($0.name.name) \(percent($0.share))" })
        return [
            currentWeights.isEstimated
                ? "\(shares), estimated from \(counted(currentWeights.rows ?? 0, "score")) and their "
                    + "components. Give the true ones as health_weights in the policy file."
                : "\(shares), from the policy file."
        ]
    }

    /// What a proposal is, and how it fared.
    package func sentences(on proposal: WeightProposal) -> [String] {
        if let reason = proposal.reason { return [missing(proposal.kind, reason)] }
        let listed = proposal.weights.map { weight in
            let range =
                weight.low.flatMap { low in weight.high.map { (low, $0) } }
            switch proposal.kind {
            case .components:
                let ends = range.map { " (\(percent($0.0)) to \(percent($0.1)))" } ?? ""
                return "\(weight.name.name) \(percent(weight.value))\(ends)"
            case .signals:
                let ends =
                    range.map {
                        " (\(decimalText($0.0, decimals: 2)) to \(decimalText($0.1, decimals: 2)))"
                    } ?? ""
                return "\(weight.name.name) \(decimalText(weight.value, decimals: 2))\(ends)"
            }
        }
        let weights =
            proposal.kind == .components
            ? "Weights: \(list(listed))."
            : "Log-odds of renewal for each standard deviation: \(list(listed)). The ranges do not cover "
                + "the choice of the signals."
        return [weights] + judgement(of: proposal)
    }

    /// How a proposal fared on the newer renewals.
    private func judgement(of proposal: WeightProposal) -> [String] {
        let judgement = proposal.judgement
        guard let current = judgement.currentAUC, let proposed = judgement.proposedAUC,
            let difference = judgement.difference, let before = judgement.currentBrier,
            let after = judgement.proposedBrier
        else {
            return [
                "The newer renewals are too few to judge them: \(split.newer.events), of which "
                    + "\(split.newer.churned) churned. It takes \(Int(limits.signalCount)), and "
                    + "\(Int(limits.signalOutcomes)) of either outcome."
            ]
        }
        let certainty =
            difference.interval.flatMap { interval in
                difference.p.map { p in
                    " (\(decimalText(100 * interval.low, decimals: 1)) to \(decimalText(100 * interval.high, decimals: 1)) points, p "
                        + "\(p < 0.001 ? "" : "= ")\(probabilityText(p)))"
                }
            } ?? ""
        let verdict =
            judgement.verdict == .gainShown
            ? "A gain is shown."
            : "No gain is shown: it takes a larger area, p below "
                + "\(decimalText(limits.significance, decimals: 2)) and a Brier score that is no worse."
        return [
            "On the \(split.newer.events) newest renewals they put \(decimalText(100 * proposed, decimals: 1)) % of "
                + "pairs of a renewed and a churned account in order; the score of today "
                + "\(decimalText(100 * current, decimals: 1)) %. The "
                + "difference is \(decimalText(100 * difference.estimate, decimals: 1)) points\(certainty).",
            "Brier score: \(decimalText(after, decimals: 4)) against \(decimalText(before, decimals: 4)) today; lower is better.",
            verdict,
        ]
    }

    private func missing(_ kind: WeightProposal.Kind, _ reason: WeightProposal.Shortage) -> String {
        switch (kind, reason) {
        case (.components, .noSignals): "No component of the score is known of enough renewals."
        case (.signals, .noSignals): "No signal is known of enough renewals."
        case (_, .tooFew):
            "Too few churns: \(split.older.churned). Each weight takes \(Int(limits.churnsPerWeight))."
        case (.components, .noGain): "No component goes with renewal, so there are no weights."
        case (.signals, .noGain):
            "No signal puts clearly more than half of the pairs in order, so none was chosen."
        case (_, .noFit): "The weights cannot be computed from these renewals."
        }
    }

    /// How many renewals and churns there are.
    var evidenceSentences: [String] {
        var sentences = [
            "Weights are fitted to \(counted(split.older.events, "renewal")), of which "
                + "\(split.older.churned) churned\(span(split.older)), and judged once on "
                + "\(counted(split.newer.events, "newer one")), of which \(split.newer.churned) "
                + "churned\(span(split.newer)). Signals are read \(split.days) days before the due date.",
            "The two proposals are two tests: one in twenty comes out by luck alone, so that with two the "
                + "chance of a gain by luck is up to 1 in 10.",
        ]
        if haveOutcomesMissing {
            sentences.append("Outcomes are missing. Renewals without one count as churn.")
        }
        let names = Set(versions.map(\.version)).sorted { $0.precedesByBytes($1) }
        if names.count > 1 {
            let versions = list(names.map { $0.isEmpty ? "none given" : $0 })
            sentences.append(
                "The scores come from \(names.count) versions of the model (\(versions)), taken together "
                    + "here. The table by version shows them apart.")
        }
        return sentences
    }

    private func span(_ part: WeightSplit.Part) -> String {
        part.first.flatMap { first in part.last.map { " (due \(first) to \($0))" } } ?? ""
    }

    /// What a change would cost those who explain the score.
    func costSentences(_ decision: ProposalText.Decision) -> [String] {
        switch decision {
        case .keep: return ["Nothing changes."]
        case .changeComponents:
            let dropped = componentWeights.weights.filter { $0.value == 0 }.map(\.name.name)
            let unlisted = (currentWeights?.weights ?? []).map(\.name).filter { name in
                !componentWeights.weights.contains { $0.name == name }
            }.map(\.name)
            let gone = dropped + unlisted
            return [
                "The score stays a weighted sum of its components, so a change of it can still be "
                    + "explained by a component.",
                gone.isEmpty
                    ? "No component is dropped."
                    : "\(list(gone)) would no longer count: whoever works on it should hear why.",
                "Scores before and after the change cannot be compared. Tiers need new limits.",
            ]
        case .changeSignals:
            return [
                "The score would be a probability of renewal from "
                    + "\(counted(signalWeights.weights.count, "signal")), no longer a sum of points.",
                "Signals such as the age or the size of an account cannot be improved by a CSM: a low score "
                    + "may then have no remedy.",
                "Scores before and after the change cannot be compared. Tiers need new limits.",
            ]
        }
    }

    /// What would show that the proposal is wrong.
    func refutationSentences(_ decision: ProposalText.Decision) -> [String] {
        let count = max(split.newer.events, Int(limits.signalCount))
        return switch decision {
        case .keep:
            [
                "Later renewals, at least \(count) of them, on which other weights, fixed beforehand, put "
                    + "more pairs in order with p below \(decimalText(limits.significance, decimals: 2))."
            ]
        case .changeComponents, .changeSignals:
            [
                "The next \(count) renewals, judged alone with these weights as they stand: if they do not "
                    + "put more pairs of a renewed and a churned account in order than today's score does, "
                    + "go back.",
                "A signal among them whose values shift, or whose meaning changes with a new version of the "
                    + "model.",
            ]
        }
    }
}
