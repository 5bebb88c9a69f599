import Calendar
public import Attribution
import Domain
import Glibc
import Statistics

extension AttributedPortfolio {
    /// The trends of the company, then those of the teams by the bytes of their names, each with
    /// all metrics in the order of `TrendMetric`.
    ///
    /// Every state is as known at the end of the month under review. A period of the company counts
    /// all events due in it. A period of a team counts the events of its CSMs, and the accounts that
    /// its CSMs owned on the day in question.
    ///
    /// A metric is drawn by month where enough months have enough, else by fiscal quarter where
    /// enough quarters have, else not at all.
    ///
    /// - Parameter health: the scores at the ends of the months.
    /// - Returns: one trend for each scope and metric.
    ///
    /// Source: `Documentation/methods.md`, 10.
    public func trends(health: MonthEndScores) -> [Trend] {
        let maker = TrendMaker(self, health: health)
        return ([nil] + scopes.teams.map(Optional.some)).flatMap { team in
            TrendMetric.allCases.map { maker.trend(of: $0, team: team) }
        }
    }
}

/// The tallies from which trends are made.
private struct TrendMaker {
    private let attributed: AttributedPortfolio
    private let comparisons: TargetsAndBenchmarks
    private let monthSpan: PeriodSpan
    private let quarterSpan: PeriodSpan
    private let months: PeriodTallies
    private let quarters: PeriodTallies

    init(_ attributed: AttributedPortfolio, health: MonthEndScores) {
        self.attributed = attributed
        let frame = attributed.frame
        comparisons = TargetsAndBenchmarks(attributed.portfolio, asOf: frame.asOf)
        monthSpan = PeriodSpan(
            firstMonth: frame.firstTrendMonth, grain: .month, count: frame.trendMonths.count)
        quarterSpan = PeriodSpan(
            firstMonth: frame.firstTrendQuarterMonth, grain: .quarter,
            count: frame.trendQuarters.count)
        months = PeriodTallies(attributed, span: monthSpan, health: health)
        quarters = PeriodTallies(attributed, span: quarterSpan)
    }

    func trend(of metric: TrendMetric, team: String?) -> Trend {
        let scope = team.map(Scope.team) ?? .company
        let row = attributed.scopes.row(of: scope)
        let policy = attributed.policy
        let monthly = months[row].observations(of: metric, policy: policy)
        let quarterly = quarters[row].observations(of: metric, policy: policy)
        let grain: TrendGrain? =
            if !metric.hasLimits || Double(monthly.validCount) >= policy.trendMinimumMonths {
                .month
            } else if Double(quarterly.validCount) >= policy.trendMinimumQuarters {
                .quarter
            } else {
                nil
            }
        let target = comparisons.target(
            of: metric.rawValue,
            in: attributed.portfolio.targetScopes(of: scope, asOf: attributed.frame.asOf)
        ).map { target in
            grain.map { metric.target(target, of: $0) } ?? target
        }
        switch grain {
        case .month:
            return trend(
                of: metric, team: team, span: monthSpan, months[row], monthly, target: target)
        case .quarter:
            return trend(
                of: metric, team: team, span: quarterSpan, quarters[row], quarterly, target: target)
        case nil:
            return Trend(
                metric: metric, team: team, grain: nil, points: [], segments: [], target: target,
                assurance: nil)
        }
    }

    private func trend(
        of metric: TrendMetric, team: String?, span: PeriodSpan, _ tallies: [PeriodTally],
        _ observations: [ZChartObservation], target: Double?
    ) -> Trend {
        let chart =
            metric.hasLimits
            ? zChart(
                observations, spread: tallies.spread(of: metric),
                rebases: rebases(of: metric, team: team, span: span),
                constants: constants(span.grain))
            : nil
        let periods = periods(span.grain)
        let points = tallies.indices.map { index in
            let parts = tallies[index].parts(of: metric)
            let point = chart?.points[index]
            return TrendPoint(
                period: periods[index], value: parts.value(of: metric, policy: attributed.policy),
                numerator: parts.numerator, denominator: parts.denominator, count: parts.count,
                z: point?.z, limits: point?.limits, label: point?.label)
        }
        let segments = (chart?.segments ?? []).compactMap { segment -> TrendSegment? in
            guard let mean = segment.mean, let size = segment.typicalSize else { return nil }
            return TrendSegment(
                from: periods[segment.positions.lowerBound], positions: segment.positions,
                mean: mean, movingRange: segment.movingRange, reach: segment.reach,
                variance: segment.variance, typicalSize: size, limits: segment.limits,
                trial: segment.isTrial)
        }
        let assurance = target.flatMap { target in
            segments.last?.limits?.assurance(
                target: target, desired: metric == .logoChurnRate ? .low : .high)
        }
        return Trend(
            metric: metric, team: team, grain: span.grain, points: points, segments: segments,
            target: target, assurance: assurance)
    }

    private func periods(_ grain: TrendGrain) -> [TrendPeriod] {
        switch grain {
        case .month: attributed.frame.trendMonths.map(TrendPeriod.month)
        case .quarter: attributed.frame.trendQuarters.map(TrendPeriod.quarter)
        }
    }

    /// A rebase inside a quarter starts with the next one.
    private func rebases(of metric: TrendMetric, team: String?, span: PeriodSpan) -> [Int] {
        attributed.policy.rebases.compactMap { rebase in
            rebase.metric == metric.rawValue && rebase.team == team
                ? span.firstPosition(from: rebase.from) : nil
        }
    }

    private func constants(_ grain: TrendGrain) -> ZChartConstants {
        let policy = attributed.policy
        var constants = ZChartConstants()
        constants.rangeCutoff = policy.rangeOutlierFactor
        constants.limitFactor = policy.limitFactor
        constants.leastLimit = policy.leastLimit
        constants.nearShare = policy.nearLimitShare
        constants.largestZ = policy.largestZ
        constants.runLength = Int(policy.runLength)
        constants.firmCount = Int(grain == .month ? policy.trialPoints : policy.trialQuarters)
        return constants
    }
}

extension [PeriodTally] {
    /// The values of a metric as the input of a chart.
    fileprivate func observations(of metric: TrendMetric, policy: Policy) -> [ZChartObservation] {
        map { period in
            if metric.countsEvents, period.isProvisional(policy: policy) { return .provisional }
            let parts = period.parts(of: metric)
            return parts.value(of: metric, policy: policy).map {
                .valid(value: $0, size: parts.size)
            } ?? .missing
        }
    }
}

extension [ZChartObservation] {
    /// How many of them are valid.
    fileprivate var validCount: Int {
        count { observation in
            if case .valid = observation { true } else { false }
        }
    }
}

extension PeriodTally.Parts {
    /// The value of a metric; nil with too few observations. Ten equal amounts may give an effective
    /// number of 9.999999999999998.
    fileprivate func value(of metric: TrendMetric, policy: Policy) -> Double? {
        guard size >= policy.minimumCount - 1e-9, denominator > 0 else { return nil }
        return (metric == .nps ? 100 : 1) * numerator / denominator
    }
}

extension TrendMetric {
    /// The target of one period. A churn rate that meets it in every period of a year meets the
    /// yearly target.
    fileprivate func target(_ target: Double, of grain: TrendGrain) -> Double {
        guard self == .logoChurnRate else { return target }
        return 1 - pow(max(0, 1 - target), Double(grain.months) / 12)
    }
}
