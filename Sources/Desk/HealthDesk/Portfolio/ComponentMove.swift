import Formats
public import Scoring

/// The component that explains most of a change between two scores of an account.
public struct ComponentMove: Sendable, Equatable {
    /// The component as it is now.
    public let component: ScoredComponent
    /// Its score before, 0 to 100.
    public let before: Double
    /// Its score now, 0 to 100.
    public let after: Double

    /// Its change in points.
    public var points: Double { after - before }

    /// The component that moved the score most, in the direction in which the score moved.
    ///
    /// The move of a component is its share of the score now times its change. Of equal ones, the
    /// first in the model counts.
    ///
    /// - Returns: nil if no component that is known both times moved in that direction.
    public init?(from earlier: AccountScore, to now: AccountScore) {
        guard let valueBefore = earlier.value, let value = now.value else { return nil }
        let direction: Double = value < valueBefore ? -1 : 1
        var best: (move: Double, component: ScoredComponent, before: Double, after: Double)?
        for component in now.components {
            guard let score = component.score,
                let earlierScore = earlier.component(component.name)?.score
            else { continue }
            let move = direction * component.weightInUse * (score - earlierScore)
            if move > best?.move ?? 0 { best = (move, component, earlierScore, score) }
        }
        guard let best else { return nil }
        component = best.component
        before = best.before
        after = best.after
    }

    /// `support fell from 80 to 35: support tickets: 9`.
    public var words: String {
        let verb = points < 0 ? "fell" : "rose"
        let span =
            "\(shortDecimalText(before, decimals: 0)) to \(shortDecimalText(after, decimals: 0))"
        let point = component.worstDataPoint.map { ": \($0.withSmallInitial)" } ?? ""
        return "\(component.title.withSmallInitial) \(verb) from \(span)\(point)"
    }
}
