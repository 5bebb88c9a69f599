import Calendar
import Formats
import Attribution
import Domain
import Scorecards

extension DataQuality {
    /// `unknown_metric`: targets in force and benchmarks whose metric no review has.
    var unknownMetrics: DataIssue? {
        let known = Set(
            RateMetric.allCases.map(\.rawValue) + AmountMetric.allCases.map(\.rawValue)
                + TrendMetric.allCases.map(\.rawValue))
        var tally = IssueTally()
        let untargeted = Set(RateMetric.allCases.filter { !$0.takesTarget }.map(\.rawValue))
        for target in targetsInForce
        where !known.contains(target.metric) || untargeted.contains(target.metric) {
            tally.add(
                "a target of \(target.metric) for "
                    + (target.scope == .company
                        ? "the company" : "\(target.scope.rawValue) \(target.scopeID)"))
        }
        for benchmark in attributed.portfolio.benchmarks
        where benchmark.asOf.map({ $0 <= attributed.frame.asOf }) ?? true {
            if !known.contains(benchmark.metric) {
                tally.add("a benchmark (\(benchmark.statistic)) of \(benchmark.metric)")
            }
        }
        return tally.issue(
            "unknown_metric", .medium,
            whatToDo: "Correct the metric's name in targets.csv or benchmarks.csv: it must be one "
                + "that the review prints.")
    }

    /// `target_without_scope`: targets in force of a team or a CSM that has no card.
    var targetsWithoutScope: DataIssue? {
        let portfolio = attributed.portfolio
        let teams = Set(attributed.scopes.teams.map(Identifier<Target>.init))
        let csms = Set(
            zip(portfolio.csms, attributed.ownership.hasCard).compactMap { csm, hasCard in
                hasCard ? Identifier<Target>(csm.id.text) : nil
            })
        var tally = IssueTally()
        for target in targetsInForce {
            let id = Identifier<Target>(target.scopeID)
            let isKnown =
                switch target.scope {
                case .company: true
                case .team: teams.contains(id)
                case .csm: csms.contains(id)
                }
            if !isKnown {
                tally.add(
                    "a target of \(target.metric) for \(target.scope.rawValue) \(target.scopeID)")
            }
        }
        return tally.issue(
            "target_without_scope", .medium,
            whatToDo: "Write the team as csms.csv writes it, or the CSM's identifier, in "
                + "targets.csv.")
    }

    private var targetsInForce: some Sequence<Target> {
        let asOf = attributed.frame.asOf
        return attributed.portfolio.targets.lazy.filter { $0.from <= asOf && asOf <= $0.to }
    }
}
