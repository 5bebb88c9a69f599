import Calendar
package import Attribution
package import Domain
package import Scorecards

extension MonthlyReview {
    /// The name of a scope for people.
    package func name(of scope: Scope) -> String {
        switch scope {
        case .company: "Company"
        case .team(let name): name
        case .csm(let csm):
            "\(attributed.portfolio.csms[csm].name) (\(attributed.portfolio.csms[csm].id))"
        case .transition: "In transition"
        case .unassigned: "Unassigned"
        }
    }

    /// The scorecard of a CSM; nil without one in that month.
    package func card(of id: CSMID) -> Scorecard? {
        scoreboard.csms.first { card in
            guard case .csm(let csm) = card.scope else { return false }
            return attributed.portfolio.csms[csm].id == id
        }
    }
}
