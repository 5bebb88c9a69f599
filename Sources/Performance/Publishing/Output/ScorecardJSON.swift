import Calendar
import Formats
import Attribution
import Review
import Domain
import Scorecards

extension MonthlyReview {
    /// The members of a scorecard, its scope first.
    func json(of card: Scorecard) -> [(name: String, value: JSON)] {
        identity(of: card.scope) + [
            ("renewals", card.renewals.json),
            ("metrics", card.metrics.json),
            ("largest_share", json(of: card.largestShare)),
        ] + fairMembers(of: card.scope) + [("sentence", .text(card.sentence))]
    }

    private func identity(of scope: Scope) -> [(name: String, value: JSON)] {
        switch scope {
        case .company, .transition, .unassigned: return []
        case .team(let name): return [("team", .text(name))]
        case .csm(let index):
            let csm = attributed.portfolio.csms[index]
            return [
                ("csm_id", .text(csm.id.text)), ("name", .text(csm.name)),
                ("team", .optional(csm.team(on: frame.asOf))),
            ]
        }
    }

    private func json(of share: LargestShare?) -> JSON {
        let account = share.map { attributed.portfolio.accounts[$0.account].id.text }
        return [
            "account_id": .optional(account),
            "share": .optional(share?.share),
            "net_renewal_rate_without": .optional(share?.netRenewalRateWithout),
            "reason": share == nil ? "no_data" : .null,
        ]
    }
}

extension RenewalCounts {
    /// The counts as a card's `renewals`.
    var json: JSON {
        [
            "due": .count(due), "settled": .count(settled), "renewed": .count(renewed),
            "churned": .count(churned), "lapsed": .count(lapsed), "pending": .count(pending),
            "overdue": .count(overdue), "on_time": .count(onTime), "late": .count(late),
            "early": .count(early), "provisional": .bool(provisional),
        ]
    }
}

extension Metrics {
    /// Rates, then amounts, each in the order of its cases.
    fileprivate var json: JSON {
        let rates = RateMetric.allCases.map { metric in
            (name: metric.rawValue, value: self[keyPath: metric.path].json(as: metric))
        }
        let amounts = AmountMetric.allCases.map { metric in
            let members = self[keyPath: metric.path].json
            return (
                name: metric.rawValue,
                value: JSON.object(
                    metric == .expansionPipeline ? members + opportunities.json : members)
            )
        }
        return .object(rates + amounts)
    }
}

extension Rate {
    fileprivate func json(as metric: RateMetric) -> JSON {
        .object(
            [
                ("value", .optional(estimate.value)),
                ("low", .optional(estimate.low)),
                ("high", .optional(estimate.high)),
                ("numerator", .optional(estimate.numerator)),
                ("denominator", .optional(estimate.denominator)),
                ("n_eff", .optional(metric.isRevenue ? estimate.effectiveCount : nil)),
                ("reason", .optional(estimate.reason?.rawValue)),
                ("worst", .optional(worst)),
                ("best", .optional(best)),
                ("verdict_reason", .optional(comparison.verdictReason?.rawValue)),
            ] + comparison.json)
    }
}

extension Amount {
    fileprivate var json: [(name: String, value: JSON)] {
        [("value", .optional(value)), ("month_value", .optional(monthValue))] + comparison.json
            + [("reason", .optional(reason?.rawValue))]
    }
}

extension OpportunityCounts {
    fileprivate var json: [(name: String, value: JSON)] {
        [("open", .count(open)), ("won", .count(won)), ("lost", .count(lost))]
    }
}

extension Comparison {
    fileprivate var json: [(name: String, value: JSON)] {
        let benchmarks = benchmarks.map { benchmark in
            [
                "statistic": .text(benchmark.statistic), "segment": .optional(benchmark.segment),
                "value": .number(benchmark.value), "source": .optional(benchmark.source),
                "as_of": .optional(benchmark.asOf?.description),
            ] as JSON
        }
        return [
            ("target", .optional(target)),
            ("versus_target", .optional(versusTarget?.rawValue)),
            ("attainment", .optional(attainment)),
            ("benchmarks", .array(benchmarks)),
        ]
    }
}
