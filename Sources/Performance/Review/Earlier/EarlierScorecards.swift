import Calendar
import Concurrency
import Attribution
import Domain
import Scorecards

/// The scorecards of the month before and of the same month a year before, worked out from the facts
/// known today.
///
/// They are worked out when a page first asks for them, once for a review. Commands that show none do
/// not pay for them.
struct EarlierScorecards: Sendable {
    private let boards: [EarlierMonth: OnDemand<[Scope: Scorecard]>]
    /// Whether those of teams and CSMs are withheld.
    private var areOfCompanyOnly = false

    /// Those that are earlier than the month of a portfolio.
    init(_ attributed: AttributedPortfolio) {
        boards = Dictionary(
            uniqueKeysWithValues: EarlierMonth.allCases.map { earlier in
                (
                    earlier,
                    OnDemand {
                        let month = earlier.month(before: attributed.frame)
                        return Scoreboard(attributed.asOf(month)).byScope
                    }
                )
            })
    }

    /// Withholds the scorecards of teams and CSMs. A team that has enough people now may have had too
    /// few then.
    mutating func keepCompanyOnly() { areOfCompanyOnly = true }

    /// Whether a scope's scorecards are withheld.
    func isWithheld(_ scope: Scope) -> Bool { areOfCompanyOnly && scope != .company }

    /// The scorecard of a scope in an earlier month; nil without one, and where it is withheld.
    func card(of scope: Scope, _ earlier: EarlierMonth) -> Scorecard? {
        isWithheld(scope) ? nil : boards[earlier]?.value[scope]
    }
}

extension Scoreboard {
    fileprivate var byScope: [Scope: Scorecard] {
        let cards = [company] + teams + csms + [transition, unassigned]
        return Dictionary(uniqueKeysWithValues: cards.map { ($0.scope, $0) })
    }
}
