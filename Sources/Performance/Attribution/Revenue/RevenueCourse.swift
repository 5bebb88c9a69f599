import Calendar
import Domain

/// The revenue of one account as days go by. Each call of `advance` takes it to the next day on
/// which something may change it: an `arr` row, a renewal that settled, or a term that starts, in
/// this order within a day.
///
/// Source: `Documentation/methods.md`, 6.
struct RevenueCourse {
    /// What the account pays from the last day on.
    private var amount = ContractAmount.zero

    private let renewals: [Renewal]
    private let arr: [ARRPoint]
    private let conversion: CurrencyConversion
    /// The last day that counts.
    private let asOf: Day
    /// The account's events that are due.
    private var events: ArraySlice<RenewalEvent>
    /// The `arr` rows still to come. Without any at all, revenue comes from renewals.
    private var rows: Range<Int>
    private let hasRows: Bool
    /// The latest `arr` row so far.
    private var row: ARRPoint?
    /// The day from which the first event counts, until then. With `arr` rows it has none.
    private var firstDay: Day?
    private let first: Int
    /// The events that tell when their term starts, by due date.
    private var terms: [Term] = []
    /// The days on which these terms start, ascending, and how many of them have come.
    private var termStarts: [Day] = []
    private var started = 0

    private struct Term {
        let start: Day
        let due: Day
        let position: Int
    }

    /// What the account pays from the last day on.
    var revenue: RevenueHistory.Revenue { amount.revenue }

    /// An account before its first day.
    ///
    /// - Parameters:
    ///   - portfolio: the facts.
    ///   - rows: the positions of its `arr` rows.
    ///   - known: the positions of its renewals.
    ///   - events: its events that are due.
    ///   - since: the day it became a customer, where given.
    ///   - asOf: the last day that counts.
    ///   - conversion: to the reporting currency.
    init(
        _ portfolio: Portfolio, rows: Range<Int>, renewals known: Range<Int>,
        events: ArraySlice<RenewalEvent>, since: Day?, asOf: Day, conversion: CurrencyConversion
    ) {
        renewals = portfolio.renewals
        arr = portfolio.arr
        self.conversion = conversion
        self.asOf = asOf
        self.events = events
        self.rows = rows
        hasRows = !rows.isEmpty
        first = known.lowerBound
        guard !known.isEmpty else { return }
        let hasTerms = known.contains { renewals[$0].termStart != nil }
        if !hasRows {
            let told = hasTerms ? RenewalLines(at: first, of: renewals).termStart : nil
            let start = since ?? told ?? Day(number: .min)
            if start < renewals[first].due { firstDay = start }
        }
        guard hasTerms else { return }
        var next = first
        while next < known.upperBound {
            let lines = RenewalLines(at: next, of: renewals)
            // Without rows, the first event has a day of its own.
            if let start = lines.termStart, hasRows || next > first {
                terms.append(Term(start: start, due: lines.due, position: next))
            }
            next = lines.positions.upperBound
        }
        termStarts = terms.map(\.start).sorted()
    }

    /// The same by currency, without what is below half a cent.
    func amounts(reportingCurrency: String) -> [String: Double] {
        var amounts = amount.unconverted
        amounts[reportingCurrency, default: 0] += amount.sum
        return amounts.filter { abs($0.value) >= 0.005 }
    }

    /// The next day on which something may change the revenue; nil after the last one.
    var nextDay: Day? {
        var day = firstDay ?? Day(number: .max)
        if let next = rows.first { day = min(day, arr[next].effective) }
        if let next = events.first { day = min(day, next.due) }
        if started < termStarts.count { day = min(day, termStarts[started]) }
        return day == Day(number: .max) ? nil : day
    }

    /// Takes the revenue to the day that `nextDay` gave.
    mutating func advance(to day: Day) {
        if firstDay == day {
            firstDay = nil
            begin(RenewalLines(at: first, of: renewals))
        }
        if let next = rows.first, arr[next].effective == day {
            rows = rows.dropFirst()
            apply(arr[next])
        }
        if let event = events.first, event.due == day {
            events = events.dropFirst()
            if event.state.isSettled {
                if hasRows { adjust(by: event) } else { set(by: event) }
            }
        }
        while started < termStarts.count, termStarts[started] == day { started += 1 }
        guard amount.isZero, started > 0 else { return }
        let term = terms.first { term in
            term.start <= day && day < term.due
                && (!hasRows || row.map { $0.effective < term.start } ?? false)
        }
        if let term { begin(RenewalLines(at: term.position, of: renewals)) }
    }

    /// The revenue is what is due of an event.
    private mutating func begin(_ lines: RenewalLines) {
        amount = ContractAmount(beforeOf: lines, conversion)
    }

    /// The revenue is that of a row.
    private mutating func apply(_ row: ARRPoint) {
        self.row = row
        amount = ContractAmount.zero
        amount.add(row.arr, row.currency, conversion)
    }

    /// Without rows: the revenue is what an event left.
    private mutating func set(by event: RenewalEvent) {
        amount = change(by: event).after
    }

    /// With rows: the revenue changes by what an event added or took away.
    private mutating func adjust(by event: RenewalEvent) {
        guard let row, row.effective < event.due else { return }
        let change = change(by: event)
        let lines = RenewalLines(at: event.renewal, of: renewals)
        if let closing = lines.closing, closing <= row.effective {
            var stated = ContractAmount.zero
            stated.add(row.arr, row.currency, conversion)
            if stated.equals(change.after) { return }
        }
        amount.change(from: change.before, to: change.after)
    }

    private func change(
        by event: RenewalEvent
    ) -> (before: ContractAmount, after: ContractAmount) {
        if let revenue = event.revenue {
            return (ContractAmount(sum: revenue.before), ContractAmount(sum: revenue.after))
        }
        let lines = RenewalLines(at: event.renewal, of: renewals)
        return (
            ContractAmount(beforeOf: lines, conversion),
            ContractAmount(afterOf: lines, by: asOf, conversion)
        )
    }
}
