package import Calendar
package import Domain

/// The annual recurring revenue of every account on every day, as known at the end of the month
/// under review, in the reporting currency.
///
/// It is taken from the `arr` rows of an account, where it has any by then: the latest one holds.
/// Otherwise it is taken from its renewals: the revenue of the first renewal holds from the day the
/// account became a customer, and each closed renewal sets the revenue from its due date on. An
/// open renewal changes nothing, and a lapsed one ends the revenue. An account with an amount in a
/// currency without a rate still counts as paying, but the amount enters no sum.
///
/// Source: `Documentation/methods.md`, 6.
package struct RevenueHistory: Sendable {
    /// The revenue of an account.
    package struct Revenue: Sendable, Equatable {
        /// Whether the account pays anything.
        package var isPaid: Bool
        /// The amount in the reporting currency; nil in a currency without a rate.
        package var amount: Double?

        /// Revenue of an amount.
        package init(isPaid: Bool, amount: Double?) {
            self.isPaid = isPaid
            self.amount = amount
        }

        static let none = Revenue(isPaid: false, amount: 0)
    }

    private struct Step {
        var day: Day
        var revenue: Revenue
    }

    /// Sorted by account and day. Each holds until the next one.
    private var steps: [Step] = []
    /// The steps of account `a` are those at `offsets[a]..<offsets[a + 1]`.
    private var offsets: [Int] = [0]

    /// The history according to the facts of a portfolio.
    ///
    /// - Parameters:
    ///   - portfolio: the facts.
    ///   - renewals: where the renewals of each account stand.
    ///   - events: the renewals due by `asOf`, sorted by account and due date.
    ///   - asOf: the last day of the month under review.
    ///   - conversion: to the reporting currency.
    /// - Complexity: O(accounts + arr rows + renewals).
    package init(
        _ portfolio: Portfolio, renewalOffsets renewals: [Int], events: [RenewalEvent], asOf: Day,
        conversion: CurrencyConversion
    ) {
        let rows = accountOffsets(
            portfolio.arr.lazy.map(\.account), accounts: portfolio.accounts.count)
        var event = 0
        for account in portfolio.accounts.indices {
            let start = steps.count
            for row in portfolio.arr[rows[account]..<rows[account + 1]]
            where row.effective <= asOf {
                let revenue = Revenue(
                    isPaid: row.arr > 0, amount: conversion.reporting(row.arr, in: row.currency))
                steps.append(Step(day: row.effective, revenue: row.arr > 0 ? revenue : .none))
            }
            let firstEvent = event
            while event < events.count, events[event].account == account { event += 1 }
            if steps.count == start {
                let known = portfolio.renewals[renewals[account]..<renewals[account + 1]]
                appendFirst(
                    of: known, since: portfolio.accounts[account].customerSince,
                    conversion: conversion)
                appendSettled(events[firstEvent..<event])
            }
            offsets.append(steps.count)
        }
    }

    /// The annual recurring revenue of an account on a day; none where none is known.
    ///
    /// - Complexity: O(log n) in the account's changes.
    package func revenue(of account: Int, on day: Day) -> Revenue {
        let range = offsets[account]..<offsets[account + 1]
        let next = steps.firstPosition(in: range) { $0.day > day }
        return next > range.lowerBound ? steps[next - 1].revenue : .none
    }

    private mutating func appendFirst(
        of renewals: ArraySlice<Renewal>, since: Day?, conversion: CurrencyConversion
    ) {
        guard let first = renewals.first else { return }
        let since = since ?? Day(number: .min)
        guard since < first.due else { return }
        let amount = conversion.reporting(first.arrBefore, in: first.currency)
        steps.append(Step(day: since, revenue: Revenue(isPaid: true, amount: amount)))
    }

    private mutating func appendSettled(_ events: ArraySlice<RenewalEvent>) {
        for event in events where event.state.isSettled {
            let revenue =
                event.state == .renewed
                ? Revenue(isPaid: true, amount: event.revenue?.after) : .none
            steps.append(Step(day: event.due, revenue: revenue))
        }
    }
}
