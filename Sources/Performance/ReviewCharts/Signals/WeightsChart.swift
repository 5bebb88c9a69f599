import Charting
import Formats
import Review
import Signals

extension MonthlyReview {
    /// The weight of each component of the score now, and the weights that past renewals support.
    func weightsChart() -> DescribedChart {
        let proposal = signals.componentWeights
        let current = signals.currentWeights
        let proposed = Dictionary(uniqueKeysWithValues: proposal.weights.map { ($0.name, $0) })
        let names = Set(proposed.keys).union((current?.weights ?? []).map(\.name)).sorted()
        let isShown = signals.proposalText.decision == .changeComponents
        let fit = isShown ? "proposed" : "best fit"
        let rows = names.map { name in
            row(name, proposed[name], proposal.reason == nil ? fit : nil, isShown: isShown)
        }
        let dotWords =
            current.map { $0.isEstimated ? "today, estimated from the scores" : "today" }
            ?? "\(fit), as today’s weights are not known"
        let chart = DotRangeChart(
            text: ChartText(
                title: weightsTitle,
                subtitle: "Weight of each component of the health score, % of all: today, and as "
                    + "fitted to past renewals, \(signals.split.days) days before the due date; \(signalScope)",
                footer: signalFooter(
                    "dot: \(dotWords)",
                    proposal.reason == nil
                        ? "tick and bar: \(fit), and what 95 % of resamples give" : nil,
                    "fitted to \(counted(signals.split.older.events, "renewal")), "
                        + "\(numberText(Double(signals.split.older.churned))) churned; judged on "
                        + "\(numberText(Double(signals.split.newer.events))) newer ones")),
            rows: rows, format: .percent(decimals: 0), leftWords: "", rightWords: "counts more",
            countHeading: "today",
            missingWords: "the file of scores has no components, and the policy no weights")
        return DescribedChart(
            chart: chart,
            facts: rows.map { "\($0.label.name): today \($0.count), \($0.remark)" })
    }

    private func row(
        _ name: SignalName, _ weight: WeightProposal.Weight?, _ fit: String?, isShown: Bool
    ) -> DotRangeChart.Row {
        let share = ValueFormat.percent(decimals: 0)
        let today = signals.currentWeights?.share(of: name)
        let range = weight.flatMap { weight in
            weight.low.flatMap { low in weight.high.map { low...max(low, $0) } }
        }
        let remark =
            weight.map { weight in
                "\(fit ?? "") \(share.text(weight.value))"
                    + (range.map {
                        " (\(share.plain($0.lowerBound)) to \(share.plain($0.upperBound)))"
                    } ?? "")
            } ?? (fit == nil ? "no other weights" : "not fitted")
        return DotRangeChart.Row(
            label: ChartLabel(name: name.plainName), count: today.map(share.text) ?? "not known",
            value: today ?? weight?.value, range: range, tick: weight?.value, remark: remark,
            isEmphasised: isShown
                && (range.flatMap { range in today.map { !range.contains($0) } } ?? false))
    }

    private var weightsTitle: String {
        let proposal = signals.componentWeights
        let judgement = proposal.judgement
        switch proposal.reason {
        case .noSignals: return "No component of the score is known of enough renewals"
        case .tooFew: return "Too few churns to fit new weights: keep the current ones"
        case .noGain: return "Keep the current weights: no component goes with renewal"
        case .noFit: return "Keep the current weights: no others can be computed"
        case nil: break
        }
        switch judgement.verdict {
        case .tooFew: return "Too few newer renewals to judge new weights: keep the current ones"
        case .noGainShown where signals.proposalText.decision == .changeSignals:
            return "New weights alone show no gain; with other signals they do"
        case .noGainShown:
            return "Keep the current weights: others are not shown to predict better"
        case .gainShown where signals.haveOutcomesMissing:
            return "Keep the current weights: outcomes are missing, so no gain is sure"
        case .gainShown:
            let share = ValueFormat.percent(decimals: 0)
            return "New weights rank \(judgement.proposedAUC.map(share.text) ?? "more") of pairs "
                + "correctly; today’s rank \(judgement.currentAUC.map(share.text) ?? "fewer")"
        }
    }
}
