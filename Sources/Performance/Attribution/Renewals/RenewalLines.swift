package import Calendar
package import Domain

/// The lines of one renewal event: the contracts of an account that fall due on one day.
///
///     let lines = RenewalLines(at: event.renewal, of: portfolio.renewals)
///     lines.first.id  // the event's name: the smallest identifier
///
/// Most events have one line. It takes no memory of its own.
///
/// Source: `Documentation/methods.md`, 3.
package struct RenewalLines: Sendable {
    private let renewals: [Renewal]
    /// Where the lines stand in `Portfolio.renewals`, sorted by identifier.
    package let positions: Range<Int>

    /// The lines of the event whose first line stands at a position.
    ///
    /// - Complexity: O(lines).
    package init(at first: Int, of renewals: [Renewal]) {
        var end = first + 1
        while end < renewals.count, renewals[end].due == renewals[first].due,
            renewals[end].account == renewals[first].account
        {
            end += 1
        }
        self.renewals = renewals
        positions = first..<end
    }

    /// The line with the smallest identifier, which names the event.
    package var first: Renewal { renewals[positions.lowerBound] }

    /// The number of lines.
    package var count: Int { positions.count }

    /// The due date.
    package var due: Day { renewals[positions.lowerBound].due }

    /// Calls `body` with each line.
    package func forEach(_ body: (Renewal) -> Void) {
        for position in positions { body(renewals[position]) }
    }

    /// The day the last line closed; nil while one is open.
    package var closing: Day? {
        var last: Day?
        for position in positions {
            guard let closing = renewals[position].closing else { return nil }
            last = max(last ?? closing, closing)
        }
        return last
    }

    /// The day from which every line has given notice or churned; nil while a line has done neither,
    /// and where none gave notice.
    package var notice: Day? {
        if positions.count == 1 { return renewals[positions.lowerBound].notice }
        var last: Day?
        var isNotified = false
        for position in positions {
            let line = renewals[position]
            let churn = line.outcome == .churned ? line.closing : nil
            guard let day = [line.notice, churn].compactMap(\.self).min() else { return nil }
            last = max(last ?? day, day)
            isNotified = isNotified || line.notice != nil
        }
        return isNotified ? last : nil
    }

    /// The first day on which the outcome was known, from notices or closings; nil where it is not.
    package var decision: Day? {
        guard let closing else { return notice }
        return notice.map { min($0, closing) } ?? closing
    }

    /// The day from which `before` was paid: the earliest that a line tells; nil where none does.
    package var termStart: Day? {
        var earliest: Day?
        for position in positions {
            guard let start = renewals[position].termStart else { continue }
            earliest = min(earliest ?? start, start)
        }
        return earliest
    }

    /// The annual revenue that is due, in the reporting currency; nil if a line is in a currency
    /// without a rate.
    package func before(_ conversion: CurrencyConversion) -> Double? {
        var sum = 0.0
        for position in positions {
            let line = renewals[position]
            guard let amount = conversion.reporting(line.arrBefore, in: line.currency) else {
                return nil
            }
            sum += amount
        }
        return sum
    }

    /// The annual revenue of the lines that were renewed by a day, in the reporting currency; nil if
    /// one of them is in a currency without a rate.
    package func after(by day: Day, _ conversion: CurrencyConversion) -> Double? {
        var sum = 0.0
        for position in positions where renewals[position].isRenewed(by: day) {
            let line = renewals[position]
            guard let amount = conversion.reporting(line.arrAfter, in: line.currency) else {
                return nil
            }
            sum += amount
        }
        return sum
    }

    /// The first day on which a line was renewed; nil without one.
    package var firstRenewed: Day? {
        var earliest: Day?
        for position in positions where renewals[position].outcome == .renewed {
            guard let closing = renewals[position].closing else { continue }
            earliest = min(earliest ?? closing, closing)
        }
        return earliest
    }

    /// The day on which the event closed, as known on a day; nil where it has not. A line that
    /// lapsed counts as closed on the first day of that.
    package func closed(asOf: Day, policy: Policy) -> Day? {
        let lapse = due + (Int(policy.overdueDays) + 1)
        var last: Day?
        for position in positions {
            let known = renewals[position].closing.flatMap { $0 <= asOf ? $0 : nil }
            guard let day = known ?? (lapse <= asOf ? lapse : nil) else { return nil }
            last = max(last ?? day, day)
        }
        return last
    }
}

/// From when on the outcome of an event is known.
///
/// Source: `Documentation/methods.md`, 3.
package struct KnownOutcome: Sendable {
    /// The first day on which it is settled.
    package let settled: Day
    /// The first day on which it is known that a line was renewed; nil where none was. It may come
    /// after `settled`: an event that lapsed may still be renewed.
    package let renewed: Day?

    /// Whether it counts as churned on a day on which it is settled.
    package func isChurned(asOf day: Day) -> Bool { renewed.map { $0 > day } ?? true }
}

extension RenewalLines {
    /// From when on the outcome is known.
    package func outcome(policy: Policy) -> KnownOutcome {
        let lapse = due + (Int(policy.overdueDays) + 1)
        return KnownOutcome(settled: closing.map { min($0, lapse) } ?? lapse, renewed: firstRenewed)
    }
}

extension Renewal {
    /// The day from which the outcome is known: the day it closed, or the due date where that is
    /// missing; nil while it is open.
    package var closing: Day? {
        outcome == .open ? nil : closed ?? due
    }

    /// Whether it was known on a day that the customer signed again.
    func isRenewed(by day: Day) -> Bool {
        outcome == .renewed && (closed ?? due) <= day
    }
}
