import Attribution
import Calendar
import Domain

/// An event that churned or lapsed, or renewed for less.
struct Loss {
    /// The due date.
    let due: Day
    /// Whether the customer stays and pays less.
    let isDownsell: Bool
    /// What was lost, in the reporting currency; 0 in a currency without a rate.
    let amount: Double
    /// The reason as it is written; nil without one.
    let reason: String?
    /// The reason without case and spaces.
    let reasonKey: String?

    /// The loss of an event; nil where nothing is lost.
    init?(_ event: RenewalEvent, of attributed: AttributedPortfolio) {
        switch event.state {
        case .churned, .lapsed: isDownsell = false
        case .renewed:
            guard let revenue = event.revenue, revenue.after < revenue.before else { return nil }
            isDownsell = true
        case .pending, .overdue: return nil
        }
        due = event.due
        amount = event.revenue.map { $0.before - $0.after } ?? 0
        reason = attributed.lines(at: event.renewal).reason(
            asOf: attributed.frame.asOf, attributed.conversion)
        reasonKey = reason.map(ChurnReasons.key)
    }
}

extension RenewalLines {
    /// The reason of the line that lost most, of those that closed by a day with a reason. Of two
    /// that lost the same it is the one with the smaller identifier.
    fileprivate func reason(asOf: Day, _ conversion: CurrencyConversion) -> String? {
        var most: (reason: String, loss: Double)?
        forEach { line in
            guard let reason = line.reason, !ChurnReasons.key(of: reason).isEmpty,
                let closing = line.closing, closing <= asOf
            else { return }
            let after = line.outcome == .renewed ? line.arrAfter : 0
            let loss = conversion.reporting(line.arrBefore - after, in: line.currency) ?? 0
            if most.map({ loss > $0.loss }) ?? true { most = (reason, loss) }
        }
        return most?.reason
    }
}
