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
        var groups: [(card: Scorecard, name: String, team: String?)] = [
            (scoreboard.company, "The company", nil)
        ]
        for card in scoreboard.teams {
            // A team without trends is one whose trends are withheld.
            guard case .team(let name) = card.scope, trends.contains(where: { $0.team == name })
            else { continue }
            groups.append((card, "Team \(name)", name))
        }
        return groups.map { group in
            PageTrends(
                team: group.team, trendsOf: group.name,
                findings: trends.filter { $0.team == group.team }.compactMap { trend in
                    finding(of: trend, card: group.card).map(unbroken)
                })
        }
    }

    private func finding(of trend: Trend, card: Scorecard) -> String? {
        guard let finding = TrendFinding(trend) else { return nil }
        let metric = RateMetric(rawValue: trend.metric.rawValue)
        let target = metric.flatMap { card.metrics[keyPath: $0.path].comparison.target }
        // Some findings do not name their metric.
        let isNamed = finding.title.lowercased().contains(trend.metric.title.lowercased())
        let sentence = (isNamed ? "" : trend.metric.title + ": ") + finding.title + "."
        guard finding.isStable, let assurance = trend.assurance, let metric, let target else {
            return sentence
        }
        return "\(sentence) \(assurance.words(targetText(target, metric.format)))"
    }
}

extension XmRAssurance {
    /// Whether a process reaches a target if it stays as it is.
    package func words(_ target: String) -> String {
        switch self {
        case .capable: "Left as it is, it should reach the target of \(target) every month."
        case .notCapable: "Left as it is, it should not reach the target of \(target) in any month."
        case .hitOrMiss: "Left as it is, it will reach the target of \(target) in some months only."
        }
    }
}
