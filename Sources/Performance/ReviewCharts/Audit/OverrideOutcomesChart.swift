import Attribution
import Calendar
import Review
import Charting
import Domain
import Formats
import OverrideAudit

extension MonthlyReview {
    /// The tiers that CSMs asserted, and the outcomes.
    func overrideOutcomesChart() -> DescribedChart {
        let tiers: [Tier] = [.green, .amber, .red]
        let states: [(state: EpisodeState, name: String)] = [
            (.renewed, "renewed"), (.churned, "churned"), (.overdue, "overdue"),
            (.pending, "still open"),
        ]
        let flows = tiers.map { tier in
            states.map { state in
                audit.episodes.count { $0.asserted == tier && $0.state == state.state }
            }
        }
        let up = audit.directions.first { $0.direction == .up }
        let title =
            up.map { up in
                up.matured == 0
                    ? "No override to a better tier has an outcome yet"
                    : "Of \(counted(up.matured, "episode")) overridden to a better tier, "
                        + "\(up.matured - up.churned) renewed"
            } ?? "No overrides yet"
        let chart = FlowChart(
            text: ChartText(
                title: title,
                subtitle: "Override episodes by the CSM’s override and the outcome of the renewal, "
                    + "whole company, to \(frame.month.name)",
                footer: footer(
                    "n = \(numberText(Double(audit.episodes.count))) episodes, open ones included",
                    "a renewal is judged \(numberText(policy.pendingDays)) days after its due date")
            ),
            sources: tiers.map { FlowChart.Group(name: "said \($0.word)") },
            outcomes: states.map { FlowChart.Group(name: $0.name) }, flows: flows, emphasised: 1,
            sourceHeading: "CSMs said", outcomeHeading: "outcome")
        let facts = zip(tiers, flows).map { tier, counts in
            "Said \(tier.word): "
                + zip(states, counts).map { "\($1) \($0.name)" }.joined(separator: ", ")
        }
        return DescribedChart(chart: chart, facts: audit.episodes.isEmpty ? [] : facts)
    }
}
