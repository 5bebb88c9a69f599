import Attribution
import Domain
import Review
import Scorecards
import Terminal

extension MonthlyReview {
    /// What the CSM with a card may be whose identifier or name somebody mistyped, to follow an
    /// error: `; did you mean 'C0001' (Leila Raman)?`.
    func closestCSM(to typed: String) -> String {
        let csms = attributed.portfolio.csms.filter { card(of: $0.id) != nil }
        let byID = closest(to: typed, among: csms.map(\.id.text))
        if !byID.isEmpty { return didYouMean(typed, among: byID, or: ":") }
        let names = closest(to: typed, among: csms.map(\.name))
        let found = csms.filter { names.contains($0.name) }.prefix(3)
            .map { "'\($0.id)' (\($0.name))" }
        return question(found) ?? ":"
    }

    /// The same for a team.
    func closestTeam(to typed: String) -> String {
        let teams = scoreboard.teams.map { name(of: $0.scope) }
        return didYouMean(typed, among: teams, or: ":")
    }
}
