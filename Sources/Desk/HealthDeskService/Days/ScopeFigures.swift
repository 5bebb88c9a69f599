import HealthDesk
import Synchronization

/// What is said about the accounts of a scope as a whole.
struct ScopeFigures: Sendable {
    let figures: PortfolioFigures
    let concentrations: [Concentration]
    /// How many accounts wait for a decision.
    let undecided: Int
}

/// The figures of the scopes that were asked for on a day, worked out once each.
final class FiguresShelf: Sendable {
    private let kept = Mutex<[Set<Int>: ScopeFigures]>([:])

    /// The figures of a scope.
    func figures(of scope: Scope, in open: OpenDay) -> ScopeFigures {
        if let known = kept.withLock({ $0[scope.owners] }) { return known }
        let standings = open.today.standings.filter(scope.includes)
        let policy = open.today.policy
        let made = ScopeFigures(
            figures: PortfolioFigures(standings, policy: policy),
            concentrations: Concentration.found(standings, policy: policy),
            undecided: standings.count(where: open.isUndecided))
        kept.withLock { $0[scope.owners] = made }
        return made
    }
}
