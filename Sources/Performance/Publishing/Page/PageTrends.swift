import Calendar
import Formats
import Attribution
import Review
import Domain
import Scorecards
import Statistics

/// The trends of the company or of a team, with a sentence for each.
struct PageTrends {
    /// The team; nil for the company.
    let team: String?
    let trendsOf: String
    let findings: [String]
}

extension MonthlyReview {
    /// The company's trends, then the teams'.
    var pageTrends: [PageTrends] {
        var groups: [(name: String, team: String?)] = [("The company", nil)]
        for card in scoreboard.teams {
            // A team without trends is one whose trends are withheld.
            guard case .team(let name) = card.scope, trends.contains(where: { $0.team == name })
            else { continue }
            groups.append(("Team \(name)", name))
        }
        return groups.map { group in
            PageTrends(
                team: group.team, trendsOf: group.name,
                findings: trends.filter { $0.team == group.team }.compactMap { trend in
                    finding(of: trend).map(unbroken)
                })
        }
    }

    private func finding(of trend: Trend) -> String? {
        guard let finding = TrendFinding(trend, newest: policy.trendNewestPoints) else {
            return nil
        }
        // Some findings do not name their metric.
        let isNamed = finding.title.lowercased().contains(trend.metric.title.lowercased())
        let sentence = (isNamed ? "" : trend.metric.title + ": ") + finding.title + "."
        guard finding.isStable, let assurance = trend.assurance, let grain = trend.grain,
            let target = trend.target
        else { return sentence }
        return "\(sentence) \(assurance.words(trend.targetWords(target), grain: grain))"
    }
}
