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
    /// Which trends cannot be drawn, in one sentence; nil where all can.
    let undrawn: String?
    /// How many of them luck alone may give.
    let judged: Int
}

extension [PageTrends] {
    /// In how many of the trends luck alone makes something stand out, as a sentence; nil where none
    /// is held against limits.
    var luck: String? {
        let judged = reduce(0) { $0 + $1.judged }
        guard judged > 0 else { return nil }
        let marked = (Double(judged) / trendsPerMark).rounded()
        return "Of the \(numberText(Double(judged))) here that is "
            + (marked == 0 ? "less than one." : "about \(spelledOut(marked)).")
    }
}

/// Luck alone makes one of the newest points stand out in one of so many trends.
private let trendsPerMark = 30.0

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
            let all = trends.filter { $0.team == group.team }.compactMap { trend in
                finding(of: trend).map { (trend: trend, finding: $0) }
            }
            let findings = all.filter(\.finding.hasValues)
            let undrawn = all.filter { !$0.finding.hasValues }.map(\.finding.metricTitle)
            return PageTrends(
                team: group.team, trendsOf: group.name,
                findings: findings.map { trend, finding in
                    let assurance = finding.isStable ? trend.assuranceSentence : nil
                    return unbroken(
                        [finding.sentence, assurance].compactMap(\.self).joined(separator: " "))
                },
                undrawn: undrawn.isEmpty
                    ? nil : "Too few renewals or answers to show a trend: \(list(undrawn)).",
                judged: findings.count { $0.finding.isJudged })
        }
    }
}
