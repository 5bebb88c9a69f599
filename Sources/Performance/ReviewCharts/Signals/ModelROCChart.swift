import Charting
import Domain
import Formats
import Review
import Signals
import Statistics

extension MonthlyReview {
    /// How the score and the proposals rank renewals that no weights were fitted to.
    func modelROCChart() -> DescribedChart {
        let panels = signals.currentCurve.map { curve in
            signals.proposals.map { panel(of: $0, against: curve) }
        }
        let chart = SmallMultiples(
            text: ChartText(
                title: rocTitle,
                subtitle: "Share of renewed accounts above a limit of the score, %, by share of "
                    + "churned ones above it, %; closer to the top left is better; \(signalScope)",
                footer: signalFooter(
                    "n = \(counted(signals.split.newer.events, "newer renewal")), "
                        + "\(numberText(Double(signals.split.newer.churned))) churned, "
                        + "no weights were fitted to them",
                    "dashed: luck", "AUC: share of pairs ranked correctly",
                    "two proposals are two tests")),
            panels: panels ?? [], format: .percent(decimals: 0), bounds: 0...1,
            includesZero: true,
            missingWords: "\(counted(signals.split.newer.events, "newer renewal")), "
                + "\(numberText(Double(signals.split.newer.churned))) churned; it takes "
                + "\(numberText(policy.signalCount)), and \(numberText(policy.signalOutcomes)) of "
                + "either outcome")
        return DescribedChart(
            chart: chart,
            facts: (panels ?? []).map { panel in
                "\(panel.label.name): "
                    + (panel.series.map(\.caption).filter { !$0.isEmpty } + [panel.remark])
                    .joined(separator: ", ")
            })
    }

    private var rocTitle: String {
        guard signals.currentCurve != nil else {
            return "Too few newer renewals to judge how the score ranks accounts"
        }
        let share = ValueFormat.percent(decimals: 0)
        let now = share.text(scoreAUC)
        if let better, let auc = better.judgement.proposedAUC {
            let name = better.kind == .components ? "New weights" : "More signals"
            return "\(name) rank \(share.text(auc)) of pairs correctly; today’s score ranks \(now)"
        }
        return "The score ranks \(now) of pairs correctly; nothing better is shown"
    }

    /// The proposal that the title is about. The components come first, as in the text of the
    /// proposal.
    private var better: WeightProposal? {
        signals.haveOutcomesMissing
            ? nil : signals.proposals.first { $0.judgement.verdict == .gainShown }
    }

    /// The area under the curve of the score. Where no proposal was judged, that of the curve as
    /// drawn.
    private var scoreAUC: Double {
        let judged = signals.proposals.lazy.compactMap(\.judgement.currentAUC).first
        let points = signals.currentCurve?.points ?? []
        return judged
            ?? zip(points, points.dropFirst()).reduce(0) { area, ends in
                area + (ends.1.falsePositiveRate - ends.0.falsePositiveRate)
                    * (ends.1.truePositiveRate + ends.0.truePositiveRate) / 2
            }
    }

    private func panel(
        of proposal: WeightProposal, against curve: ROCCurve
    ) -> SmallMultiples.Panel {
        let area = ValueFormat.number(decimals: 2)
        let judgement = proposal.judgement
        let isShown = judgement.verdict == .gainShown
        var series: [SmallMultiples.Series] = [
            .init(.dashes([.init(x: 0, value: 0), .init(x: 1, value: 1)])),
            .init(
                .line(corners(curve)),
                caption: "score today, AUC \(area.text(scoreAUC))"),
        ]
        if let proposed = judgement.curve, let auc = judgement.proposedAUC {
            series.append(
                .init(
                    .line(corners(proposed)),
                    tone: better?.kind == proposal.kind ? .emphasised : .quiet,
                    caption: "proposed, AUC \(area.text(auc))"))
        }
        return SmallMultiples.Panel(
            label: proposal.kind == .components
                ? "New weights for the components" : "Components and other signals",
            remark: remark(on: proposal), isFinding: isShown,
            across: .values(0...1, .percent(decimals: 0)),
            series: series)
    }

    private func remark(on proposal: WeightProposal) -> String {
        switch proposal.reason {
        case .tooFew: return "no proposal: too few churns"
        case .noSignals: return "no proposal: too few known values"
        case .noGain: return "no proposal: nothing goes with renewal"
        case .noFit: return "no proposal: it cannot be computed"
        case nil: break
        }
        let points = ValueFormat.signed(decimals: 1)
        let change =
            proposal.judgement.difference.map { difference in
                ": \(points.text(100 * difference.estimate)) points"
                    + (difference.interval.map {
                        " (\(points.text(100 * $0.low)) to \(points.text(100 * $0.high)))"
                    } ?? "")
            } ?? ""
        return switch proposal.judgement.verdict {
        case .gainShown: "gain shown" + change
        case .noGainShown: "no gain shown" + change
        case .tooFew: "too few newer renewals to judge"
        }
    }
}

/// The points at which a curve turns.
private func corners(_ curve: ROCCurve) -> [SmallMultiples.Series.Point] {
    let points = curve.points
    return points.indices.filter { index in
        guard index > 0, index < points.count - 1 else { return true }
        let (before, here, after) = (points[index - 1], points[index], points[index + 1])
        let isUpright =
            before.falsePositiveRate == here.falsePositiveRate
            && here.falsePositiveRate == after.falsePositiveRate
        let isLevel =
            before.truePositiveRate == here.truePositiveRate
            && here.truePositiveRate == after.truePositiveRate
        return !isUpright && !isLevel
    }.map { .init(x: points[$0].falsePositiveRate, value: points[$0].truePositiveRate) }
}
