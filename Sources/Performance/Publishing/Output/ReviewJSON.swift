import Calendar
package import Formats
import Attribution
import Finance
public import Review
import Domain
public import Scorecards
import Signals

extension MonthlyReview {
    /// The review as `review.json`, in UTF-8. The same facts, policy and month give the same bytes.
    ///
    /// An undefined value is null, with a reason: the member `reason` of the same object, or, where
    /// a whole block is undefined, the member named like the block with `_reason` after it.
    ///
    /// Source: `Documentation/outputs.md`; `Documentation/review.schema.json` describes the shape.
    public func json() -> [UInt8] { content.document }

    /// The company, the teams and all CSMs alone, as `review.json` has them.
    public func cardsJSON() -> [UInt8] {
        let parts = [
            ("company", companyContent), ("teams", teamsContent),
            ("scorecards", scorecardsContent),
        ]
        return JSON.object(parts.map { (name: $0.0, value: $0.1) }).document
    }

    /// One card alone, as `review.json` has it.
    public func cardJSON(_ card: Scorecard) -> [UInt8] { cardContent(card).document }

    /// One card.
    package func cardContent(_ card: Scorecard) -> JSON { .object(json(of: card)) }

    /// The trends of some teams, and of the company.
    package func trendsContent(hasCompany: Bool, teams: [String]) -> JSON {
        .array(
            trends.filter { trend in
                trend.team.map { $0.isOneByBytes(of: teams) } ?? hasCompany
            }.map(\.json))
    }

    /// The feeds and the data quality alone, as `review.json` has them.
    public func qualityJSON() -> [UInt8] {
        let content: JSON = [
            "as_of": .text(frame.asOf.description), "feeds": .array(feeds.map(\.json)),
            "data_quality": .array(issues.map(\.json)),
        ]
        return content.document
    }

    package var companyContent: JSON { .object(json(of: scoreboard.company)) }

    package var teamsContent: JSON { .array(scoreboard.teams.map { .object(json(of: $0)) }) }

    package var scorecardsContent: JSON {
        .list(scoreboard.csms.count) { cardContent(scoreboard.csms[$0]) }
    }

    private var content: JSON {
        [
            "schema": "parallax.review/2",
            "methods_version": .count(Policy.methodsVersion),
            "month": .text(frame.month.description),
            "period": [
                "grain": .text(frame.grain.rawValue), "name": .text(frame.name),
            ],
            "as_of": .text(frame.asOf.description),
            "opening": .text(frame.opening.description),
            "policy": policy.json,
            "policy_digest": .text(policyDigest),
            "data_digest": .text(dataDigest),
            "feeds": .array(feeds.map(\.json)),
            "company": companyContent,
            "teams": teamsContent,
            "scorecards": scorecardsContent,
            "pools": [
                "transition": .object(json(of: scoreboard.transition)),
                "unassigned": .object(json(of: scoreboard.unassigned)),
            ],
            "fair_comparison": fairContent,
            "override_audit": auditContent(),
            "signals": signalsContent,
            "signals_reason": .optional(signals.events > 0 ? nil : "no_data"),
            "trends": .array(trends.map(\.json)),
            "walk": walk.json,
            "periods": periods.json,
            "churn_reasons": churnReasons.json,
            "data_quality": .array(issues.map(\.json)),
        ]
    }
}

extension Policy {
    /// Every constant that figures depend on, under its name in a policy file.
    fileprivate var json: JSON {
        let rebases = rebases.map { rebase in
            [
                "metric": .text(rebase.metric), "team": .optional(rebase.team),
                "from": .text(rebase.from.description), "reason": .text(rebase.reason),
            ] as JSON
        }
        return .object(members + [("rebases", .array(rebases))])
    }

    /// Every constant but the rebases.
    var members: [(name: String, value: JSON)] {
        var members = [(name: "reporting_currency", value: JSON.text(reportingCurrency))]
        members += Policy.constants.map { ($0.name, .number(self[keyPath: $0.path])) }
        members.append(("lapsed_means_churn", .bool(lapsedMeansChurn)))
        members.append(("walk_currency", .text(showsCurrencyInWalk ? "on" : "off")))
        let reasons = churnReasons.entries.map {
            (name: $0.key, value: JSON.text($0.class.rawValue))
        }
        members.append(("churn_reasons", .object(reasons)))
        let weights = healthWeights.sorted { $0.key.precedesByBytes($1.key) }
        members.append(
            ("health_weights", .object(weights.map { ($0.key, .number($0.value)) })))
        return members
    }
}

extension FeedStatus {
    fileprivate var json: JSON {
        [
            "feed": .text(extent.feed.rawValue),
            "rows": .count(extent.rows),
            "first": .optional(extent.first?.description),
            "last": .optional(extent.last?.description),
            "lag_days": .optional(lagDays.map(Double.init)),
            "status": .text(freshness.rawValue),
            "rejected": .count(notImported.rows),
            "refused_file": .optional(notImported.refusedFile),
        ]
    }
}

extension DataIssue {
    fileprivate var json: JSON {
        [
            "kind": .text(kind), "severity": .text(severity.rawValue), "count": .count(count),
            "example": .text(example), "what_to_do": .text(whatToDo),
        ]
    }
}
