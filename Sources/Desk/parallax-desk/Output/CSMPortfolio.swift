import Calendar
import Domain
import Formats
import HealthDesk
import Scoring
import Terminal

/// A CSM's accounts with the figures about them, ready to be shown.
struct CSMPortfolio {
    let day: WorkingDay
    let csm: CSM
    let lines: [PortfolioLine]
    let figures: PortfolioFigures
    let concentrations: [Concentration]

    init(_ day: WorkingDay, csm: Int) {
        self.day = day
        self.csm = day.portfolio.csms[csm]
        lines = day.lines(of: csm)
        let standings = lines.map(\.standing)
        figures = PortfolioFigures(standings, policy: day.policy)
        concentrations = Concentration.found(standings, policy: day.policy)
    }

    /// One line for each account.
    var table: String {
        var table = Table([
            "~account", ">score", "tier", ">\(counted(Int(day.policy.declineDays), "day"))",
            ">renewal in", ">touch ago", ">open",
            "why now",
        ])
        for line in lines {
            let standing = line.standing
            let overdue = standing.overdueActions.count
            table.add([
                standing.label, standing.score.score?.description ?? "–",
                standing.tierWords, standing.changeWords,
                standing.daysToRenewal.map { "\($0)" } ?? "–",
                standing.daysSinceTouch.map { "\($0)" } ?? "–",
                "\(standing.openActions.count)" + (overdue > 0 ? " (\(overdue) overdue)" : ""),
                line.reason,
            ])
        }
        return table.text
    }

    /// Why each account stands where it does.
    var explanations: String {
        lines.map { line in
            ([line.standing.label] + line.urgency.explanation).joined(separator: "\n  ")
        }.joined(separator: "\n")
    }

    /// The portfolio for programs. Numbers are not rounded.
    var json: JSON {
        [
            "csm_id": .text(csm.id.text), "date": .text(day.day.description),
            "figures": figures.json, "concentrations": .array(concentrations.map(\.json)),
            "accounts": .array(lines.map(\.json)),
        ]
    }

    /// The figures in sentences.
    var sentences: [String] {
        func share(_ tier: Tier) -> String {
            "\(figures.counts[tier, default: 0]) \(tier.word) ("
                + (figures.share(of: tier).map { ValueFormat.percent(decimals: 0).text($0) } ?? "–")
                + ")"
        }
        let unknown = figures.accounts - figures.scored
        var sentences = [
            "\(counted(figures.accounts, "account")): \(share(.green)), \(share(.amber)), \(share(.red))"
                + (unknown > 0 ? ", \(unknown) without a score." : ".")
        ]
        if let days = figures.averageDaysToRenewal {
            sentences.append(
                "The next renewal is in \(counted(Int(days.rounded()), "day")) on average.")
        }
        sentences.append(
            "\(figures.quiet) without a meaningful touch in "
                + "\(counted(Int(day.policy.quietDays), "day")); "
                + "\(counted(figures.openPlaybookActions, "open playbook item")); "
                + "\(counted(figures.overdueActions, "overdue action")).")
        return sentences + concentrations.map(\.sentence)
    }
}

extension AccountStanding {
    /// The tier, with an override in force beside it: `red, said to be green until 2026-12-01`.
    fileprivate var tierWords: String {
        let tier = score.tier?.word ?? "–"
        guard let override, override.isInForce else { return tier }
        return "\(tier), said to be \(override.override.asserted.word) until \(override.review)"
    }
}
