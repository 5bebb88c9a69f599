import Attribution
import Domain
import Formats
import Review
import Scorecards
import Statistics

extension BriefSubject {
    /// The trends of the company, or of the team, in which one of the newest periods stands out.
    var trendFindings: [Finding] {
        trends.compactMap { trend in
            guard let news = news(trend), let value = news.point.value,
                let mean = trend.segments.last?.mean
            else { return nil }
            let isGood = (value > mean) != (trend.metric == .logoChurnRate)
            let text = TrendFinding(trend, newest: policy.trendNewestPoints)?.sentence ?? ""
            let whose = if case .team(let name) = scope { "Team \(name): " } else { "" }
            return finding(
                .trend, isGood ? .better : .worse, .usual,
                stake: abs(value - mean) * stakeOfOne(trend),
                title: whose + text,
                figure: Finding.Figure(
                    value: trend.metric.valueText(value),
                    beside: "in \(news.point.period.name), usually \(trend.metric.valueText(mean))"),
                action: isGood
                    ? "Find out what was different in \(news.point.period.name)."
                    : "Look at what happened in \(news.point.period.name), and whether it goes on.",
                evidence: .trends)
        }
    }

    /// The trends that the brief speaks of.
    var trends: [Trend] {
        review.trends.filter { trend in
            guard trend.metric.hasLimits, !review.scoreboard.company.haveOutcomesMissing else {
                return false
            }
            guard case .team(let name) = scope else { return trend.team == nil }
            return trend.team?.hasSameBytes(as: name) == true
        }
    }

    /// The latest of the newest settled points that stands out; nil without one.
    func news(_ trend: Trend) -> (point: TrendPoint, isLatest: Bool)? {
        guard let segment = trend.segments.last, !segment.trial, segment.limits != nil else {
            return nil
        }
        let settled = trend.points[segment.positions.lowerBound...].filter {
            $0.value != nil && $0.label != .provisional
        }
        guard
            let index = settled.indices.suffix(Int(policy.trendNewestPoints)).last(where: {
                settled[$0].label != nil
            })
        else { return nil }
        return (settled[index], index == settled.indices.last)
    }

    /// What one whole (100 %, or 100 points of NPS) of the metric is worth in a period.
    private func stakeOfOne(_ trend: Trend) -> Double {
        let months = review.frame.windowMonths
        let periods = trend.grain == .month ? months : months / 3
        switch trend.metric {
        case .nps: return revenueNow(card) * policy.briefVoiceShare / 100
        case .logoChurnRate: return revenueNow(card)
        default: return revenueUp(card) / max(1, periods)
        }
    }
}

extension TrendMetric {
    /// A value with its unit.
    fileprivate func valueText(_ value: Double) -> String {
        self == .nps
            ? ValueFormat.signed(decimals: 0).text(value)
            : ValueFormat.percent(decimals: 1).text(value)
    }
}
