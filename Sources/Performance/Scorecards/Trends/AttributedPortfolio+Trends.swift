import Calendar
public import Attribution
import Domain
import Statistics

extension AttributedPortfolio {
    /// The trends of the company, then those of the teams by the bytes of their names, each with
    /// all metrics in the order of `TrendMetric`.
    ///
    /// Every state is as known at the end of the month under review. A month of the company counts
    /// all events due in it. A month of a team counts the events of its CSMs, and the accounts that
    /// its CSMs owned on the day in question.
    ///
    /// - Parameter health: the scores at the ends of the months.
    /// - Returns: one trend for each scope and metric.
    ///
    /// Source: `Documentation/methods.md`, 10.
    public func trends(health: MonthEndScores) -> [Trend] {
        let tallies = MonthTallies(self, health: health)
        let comparisons = TargetsAndBenchmarks(portfolio, asOf: frame.asOf)
        return ([nil] + scopes.teams.map(Optional.some)).flatMap { team in
            let scope = team.map(Scope.team) ?? .company
            let months = tallies[scopes.row(of: scope)]
            let targetScopes = portfolio.targetScopes(of: scope, asOf: frame.asOf)
            return TrendMetric.allCases.map { metric in
                trend(
                    of: metric, team: team, months: months,
                    target: comparisons.target(of: metric.rawValue, in: targetScopes))
            }
        }
    }

    private func trend(
        of metric: TrendMetric, team: String?, months: [MonthTally], target: Double?
    ) -> Trend {
        let parts = months.map { $0.parts(of: metric) }
        let unit = metric == .nps ? 100.0 : 1
        let values = parts.map { part in
            Double(part.count) < policy.minimumCount || part.denominator == 0
                ? nil : unit * part.numerator / part.denominator
        }
        let chart = metric.hasLimits ? chart(of: metric, team: team, months, values) : nil
        let points = frame.trendMonths.indices.map { index in
            TrendPoint(
                month: frame.trendMonths[index], value: values[index],
                numerator: parts[index].numerator, denominator: parts[index].denominator,
                label: chart?.labels[index])
        }
        let segments = (chart?.segments ?? []).compactMap { segment in
            segment.mean.map { mean in
                TrendSegment(
                    from: frame.trendMonths[segment.positions.lowerBound], mean: mean,
                    limits: segment.limits, trial: segment.isTrial)
            }
        }
        let assurance = target.flatMap { target in
            segments.last?.limits?.assurance(
                target: target, desired: metric == .logoChurnRate ? .low : .high)
        }
        return Trend(
            metric: metric, team: team, points: points, segments: segments, assurance: assurance)
    }

    private func chart(
        of metric: TrendMetric, team: String?, _ months: [MonthTally], _ values: [Double?]
    ) -> XmRChart {
        let observations = zip(months, values).map { month, value -> XmRObservation in
            if metric.countsEvents, month.isProvisional(policy: policy) { return .provisional }
            return value.map(XmRObservation.valid) ?? .missing
        }
        let rebases = policy.rebases.compactMap { rebase in
            rebase.metric == metric.rawValue && rebase.team == team
                ? frame.trendMonths.firstIndex(of: rebase.from) : nil
        }
        var constants = XmRConstants()
        constants.rangeCutoff = policy.rangeOutlierFactor
        constants.limitFactor = policy.limitFactor
        constants.nearShare = policy.nearLimitShare
        constants.runLength = Int(policy.runLength)
        constants.firmCount = Int(policy.trialPoints)
        return xmrChart(observations, rebases: rebases, constants: constants)
    }
}
