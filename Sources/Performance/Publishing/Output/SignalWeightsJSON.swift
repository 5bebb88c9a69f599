import Calendar
import Formats
import Domain
import Signals
import Statistics

extension Signals {
    /// Whether other weights would do better.
    var weightsContent: JSON {
        let events = split.older.events + split.newer.events
        let churned = split.older.churned + split.newer.churned
        let text = proposalText
        return [
            "landmark": .count(split.days), "rows": .count(events),
            "renewed": .count(events - churned), "churned": .count(churned),
            "older": split.older.json, "newer": split.newer.json,
            "tests": .count(proposals.count),
            "current": currentWeights.map(\.json) ?? .null,
            "current_reason": .optional(currentWeights == nil ? "not_known" : nil),
            "components": json(of: componentWeights, "no_weights"),
            "other_signals": json(of: signalWeights, "no_signal_adds"),
            "decision": .text(text.decision.rawValue),
            "proposal": .text(text.headline),
        ]
    }

    /// A proposal.
    ///
    /// - Parameters:
    ///   - proposal: the proposal.
    ///   - withoutGain: the reason why there are no weights where none gains anything.
    /// - Returns: its member of `weights`.
    private func json(of proposal: WeightProposal, _ withoutGain: String) -> JSON {
        let judgement = proposal.judgement
        let reason: String? =
            switch proposal.reason {
            case .noGain: withoutGain
            case .some(let reason): reason.rawValue
            case nil: judgement.reason
            }
        return [
            "signals": .array(proposal.weights.map(\.json)),
            "intercept": .optional(proposal.intercept),
            "steps": .array(
                zip(proposal.weights, proposal.concordances).map { weight, score in
                    .object(weight.members + [("score", .number(score))])
                }),
            "resamples": .optional(proposal.weights.isEmpty ? nil : Double(proposal.resamples)),
            "judgement": judgement.json(on: split.newer),
            "verdict": .text(judgement.verdict.rawValue), "reason": .optional(reason),
            "sentence": .text(sentences(on: proposal).joined(separator: " ")),
        ]
    }
}

extension WeightSplit.Part {
    fileprivate var json: JSON {
        [
            "rows": .count(events), "renewed": .count(events - churned), "churned": .count(churned),
            "accounts": .count(accounts), "first_due": .optional(first?.description),
            "last_due": .optional(last?.description),
        ]
    }
}

extension CurrentWeights {
    fileprivate var json: JSON {
        [
            "source": .text(isEstimated ? "estimated" : "policy"),
            "rows": .optional(rows.map(Double.init)),
            "weights": .array(
                weights.map { weight in
                    ["name": .text(weight.name.name), "share": .number(weight.share)]
                }),
        ]
    }
}

extension WeightProposal.Weight {
    fileprivate var members: [(name: String, value: JSON)] {
        [("family", .text(name.family.rawValue)), ("name", .text(name.name))]
    }

    fileprivate var json: JSON {
        .object(
            members + [
                ("known", .count(known)), ("mean", .number(mean)),
                ("deviation", .number(deviation)), ("coefficient", .number(coefficient)),
                ("proposed", .number(value)), ("low", .optional(low)), ("high", .optional(high)),
            ])
    }
}

extension WeightJudgement {
    /// Why nothing is judged, or not with a p-value.
    fileprivate var reason: String? {
        guard let difference else { return "too_few_to_judge" }
        guard difference.p == nil else { return nil }
        return difference.standardError == nil ? "one_account" : "no_variation"
    }

    fileprivate func json(on newer: WeightSplit.Part) -> JSON {
        [
            "rows": .count(newer.events), "renewed": .count(newer.events - newer.churned),
            "churned": .count(newer.churned), "auc_current": .optional(currentAUC),
            "auc_proposed": .optional(proposedAUC),
            "auc_difference": .optional(difference?.estimate),
            "auc_low": .optional(difference?.interval?.low),
            "auc_high": .optional(difference?.interval?.high), "p": .optional(difference?.p),
            "brier_current": .optional(currentBrier), "brier_proposed": .optional(proposedBrier),
        ]
    }
}
