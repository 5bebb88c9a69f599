/// How the ARR of one month, or of several, came to its end: opening + new + returned + expansion -
/// contraction - churn + moved + currency = closing. In the reporting currency.
///
/// Source: `Documentation/methods.md`, 23.
public struct WalkStep: Sendable, Hashable {
    /// ARR on the day before.
    public var opening = 0.0
    /// ARR of accounts that paid nothing before, and never had.
    public var new = 0.0
    /// ARR of accounts that paid nothing before, but once had.
    public var returned = 0.0
    /// What accounts pay more.
    public var expansion = 0.0
    /// What accounts pay less.
    public var contraction = 0.0
    /// ARR of accounts that pay nothing any more.
    public var churn = 0.0
    /// Opening ARR of accounts that came from another team, minus that of those that went; 0 for the
    /// company and segments.
    public var moved = 0.0
    /// What the same amounts are worth more at the rates of the last day; 0 unless the policy shows it.
    public var currency = 0.0
    /// ARR on the last day.
    public var closing = 0.0

    /// A step of nothing.
    public init() {}

    /// Several months in a row as one step.
    ///
    /// - Parameter months: in order; at least one.
    init(_ months: some BidirectionalCollection<WalkStep>) {
        opening = months.first?.opening ?? 0
        for month in months {
            new += month.new
            returned += month.returned
            expansion += month.expansion
            contraction += month.contraction
            churn += month.churn
            moved += month.moved
            currency += month.currency
        }
        closing = months.last?.closing ?? 0
    }

    /// The parts under their names in a review, in the order in which they add up.
    public var named: [(name: String, amount: Double)] {
        [
            ("opening", opening), ("new", new), ("returned", returned), ("expansion", expansion),
            ("contraction", contraction), ("churn", churn), ("moved", moved),
            ("currency", currency), ("closing", closing),
        ]
    }

    /// Adds what one account did to the steps.
    ///
    /// - Parameters:
    ///   - before: its ARR on the day before.
    ///   - after: its ARR on the last day, at the same rates.
    ///   - hasPaid: whether it paid something on the day before or earlier.
    mutating func addChange(from before: Double, to after: Double, hasPaid: Bool) {
        if before == 0 {
            if hasPaid { returned += after } else { new += after }
        } else if after == 0 {
            churn += before
        } else if after > before {
            expansion += after - before
        } else {
            contraction += before - after
        }
    }
}
