import Attribution
import Domain
import Formats
import Review
import Scorecards
import Signals
import Statistics

extension BriefSubject {
    /// What signals show about the health score. A team's brief has none.
    var signalFindings: [Finding] {
        guard isCompany, !review.signals.haveOutcomesMissing else { return [] }
        return [unusedFinding, worthlessFinding, driftFinding].compactMap(\.self)
    }

    /// The strongest signal, if the score does not use it and a score with it would do better.
    private var unusedFinding: Finding? {
        let signals = review.signals
        let proposal = signals.signalWeights
        guard proposal.judgement.verdict == .gainShown,
            let difference = proposal.judgement.difference,
            let proposed = proposal.judgement.proposedAUC,
            let current = proposal.judgement.currentAUC,
            let unused = signals.weightsLandmark?.strongestFirst.first(where: { figures in
                figures.isStarred && figures.name.family != .score
                    && figures.name.family != .movement
                    && proposal.weights.contains { $0.name == figures.name }
            })
        else { return nil }
        let share = ValueFormat.percent(decimals: 0)
        return finding(
            .signal, .neutral, .usual,
            stake: revenueNow(card) * difference.estimate * policy.briefVoiceShare,
            title: "\(unused.name.title) predicts renewal, and the health score does not use it.",
            figure: Finding.Figure(
                value: "\(share.text(proposed))",
                beside: "of pairs in order with it; the score alone \(share.text(current))"),
            action: "Ask the owner of the health score to look at the proposal.",
            evidence: .signals)
    }

    /// A component that has much weight and shows nothing, while the renewals would be enough to show it.
    private var worthlessFinding: Finding? {
        let signals = review.signals
        guard let weights = signals.currentWeights, let landmark = signals.weightsLandmark else {
            return nil
        }
        let worthless = weights.weights.compactMap { weight -> (SignalFigures, Double)? in
            guard let figures = landmark.signals.first(where: { $0.name == weight.name }),
                let interval = figures.interval, interval.high < policy.briefWorthlessArea,
                weight.share >= policy.briefWorthlessWeight
            else { return nil }
            return (figures, weight.share)
        }.max { $0.1 < $1.1 }
        guard let (figures, weight) = worthless else { return nil }
        let share = ValueFormat.percent(decimals: 0)
        return finding(
            .signal, .worse, .usual, stake: revenueNow(card) * weight * policy.briefVoiceShare,
            title:
                "\(figures.name.title) has \(share.text(weight)) of the score’s weight and tells "
                + "next to nothing about renewal.",
            figure: Finding.Figure(value: share.text(weight), beside: "of the score’s weight"),
            action: "Ask the owner of the health score what it is for.",
            evidence: .signals)
    }

    /// A score whose values have moved between the older and the newer renewals.
    private var driftFinding: Finding? {
        guard
            let score = review.signals.weightsLandmark?.signals.first(where: {
                $0.name == .composite
            }), score.isShifted == true, let stability = score.stability
        else { return nil }
        return finding(
            .signal, .worse, .usual, stake: revenueNow(card) * policy.briefVoiceShare,
            title: "The health score has drifted: its values before recent renewals are not those "
                + "before older ones.",
            figure: Finding.Figure(
                value: ValueFormat.number(decimals: 2).text(stability.index),
                beside: "stability index; a shift is above "
                    + ValueFormat.number(decimals: 2).text(policy.stabilityLimit)),
            action: "Ask what changed in the model or the data before you compare with last year.",
            evidence: .signals)
    }
}
