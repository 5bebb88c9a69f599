import Attribution
import Domain
import Formats
import Review
import Scorecards

extension BriefSubject {
    /// The rates of the company, or of the team, that are off their targets beyond chance: one finding
    /// for renewals and revenue, one for the customers' voice.
    var targetFindings: [Finding] {
        // Rates that count missing outcomes as churn are no news.
        card.haveOutcomesMissing
            ? []
            : [
                [
                    RateMetric.logoRenewalRate, .grossRenewalRate, .netRenewalRate,
                    .grossRevenueRetention, .netRevenueRetention, .logoChurnRate,
                ], [.nps, .csat],
            ].compactMap(targetFinding)
    }

    fileprivate struct Miss {
        let metric: RateMetric
        let verdict: TargetVerdict
        let stake: Double
    }

    /// The largest miss or success of some metrics; the others are named beside it.
    private func targetFinding(_ metrics: [RateMetric]) -> Finding? {
        let off = metrics.compactMap { metric -> Miss? in
            let rate = card.metrics[keyPath: metric.path]
            guard let verdict = rate.comparison.versusTarget,
                verdict == .above || verdict == .below,
                let value = rate.estimate.value, let target = rate.comparison.target
            else { return nil }
            return Miss(
                metric: metric, verdict: verdict, stake: stake(of: metric, abs(value - target)))
        }
        // What missed its target comes before what passed it.
        let first = off.max {
            ($0.isGood ? 0 : 1, $0.stake) < ($1.isGood ? 0 : 1, $1.stake)
        }
        guard let first else { return nil }
        let rate = card.metrics[keyPath: first.metric.path]
        let target = targetText(rate.comparison.target ?? 0, first.metric.format)
        let side = first.verdict == .above ? "above" : "below"
        let alike = off.filter { $0.metric != first.metric && $0.isGood == first.isGood }
        let also =
            alike.isEmpty
            ? ""
            : " \(list(alike.map(\.metric.title))) \(alike.count == 1 ? "has" : "have") "
                + "\(first.isGood ? "passed" : "missed") the target, too."
        let whose = if case .team(let name) = scope { "Team \(name): " } else { "" }
        return finding(
            .target, first.isGood ? .better : .worse, .usual, stake: first.stake,
            title: "\(whose)\(first.metric.title) is \(rate.valueText(as: first.metric)), \(side) "
                + "the \(target) target by more than chance explains.",
            figure: Finding.Figure(
                value: rate.valueText(as: first.metric), beside: "target \(target)"),
            action: action(on: first) + also,
            evidence: isCompany ? .company : teamEvidence)
    }

    private var teamEvidence: Finding.Evidence {
        if case .team(let name) = scope { .team(name) } else { .company }
    }

    /// What a distance from the target is worth in a year. A voice has no revenue of its own: a share
    /// of all revenue stands for it.
    private func stake(of metric: RateMetric, _ distance: Double) -> Double {
        switch metric {
        case .nps: distance / 100 * revenueNow(card) * policy.briefVoiceShare
        case .csat: distance * revenueNow(card) * policy.briefVoiceShare
        case .logoRenewalRate, .customerRenewalRate, .grossRenewalRate, .netRenewalRate:
            distance * revenueUp(card)
        case .grossRevenueRetention, .netRevenueRetention, .logoChurnRate:
            distance * (card.metrics.grossRevenueRetention.estimate.denominator ?? 0)
        }
    }

    private func action(on miss: Miss) -> String {
        guard !miss.isGood else { return "Find out what worked, and keep it." }
        switch miss.metric {
        case .nps, .csat: return "Read what the unhappy customers wrote, and call them."
        default:
            let lost = lostRenewals { _ in true }
            guard !isNameless, let largest = lost.largest else {
                return "Look at the contracts that churned."
            }
            return "Look at the \(counted(lost.count, "contract")) that churned; the largest: "
                + "\(largest)."
        }
    }
}

extension BriefSubject.Miss {
    fileprivate var isGood: Bool {
        (verdict == .above) != (metric == .logoChurnRate)
    }
}
