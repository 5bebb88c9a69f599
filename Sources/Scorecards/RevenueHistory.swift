package import Domain

/// The annual recurring revenue of every account on every day, as known at the end of the month
/// under review, in the reporting currency.
///
/// From an account's `arr` rows where it has any by then: the latest one holds. Otherwise from its
/// renewals: what was due first holds from the day it became a customer, and each closed event
/// sets what follows from its due date; an open one changes nothing, a lapsed one ends it. Amounts
/// in a currency without a rate are left out as though they had not been given.
///
/// Source: `Documentation/methods.md`, 6.
package struct RevenueHistory: Sendable {
    private struct Step {
        var day: Day
        var revenue: Double
    }

    /// Sorted by account and day; each holds until the next.
    private var steps: [Step] = []
    /// The steps of account `a` are those at `offsets[a]..<offsets[a + 1]`.
    private var offsets: [Int] = [0]

    /// The history that a portfolio's facts tell.
    ///
    /// - Parameters:
    ///   - portfolio: the facts.
    ///   - events: the renewals due by `asOf`, sorted by account and due date.
    ///   - asOf: the last day of the month under review.
    ///   - conversion: to the reporting currency.
    /// - Complexity: O(accounts + arr rows + renewals).
    package init(
        _ portfolio: Portfolio, events: [RenewalEvent], asOf: Day, conversion: CurrencyConversion
    ) {
        let rows = accountOffsets(
            portfolio.arr.lazy.map(\.account), accounts: portfolio.accounts.count)
        let renewals = accountOffsets(
            portfolio.renewals.lazy.map(\.account), accounts: portfolio.accounts.count)
        var event = 0
        for account in portfolio.accounts.indices {
            let start = steps.count
            for row in portfolio.arr[rows[account]..<rows[account + 1]]
            where row.effective <= asOf {
                guard let arr = conversion.reporting(row.arr, in: row.currency) else { continue }
                steps.append(Step(day: row.effective, revenue: arr))
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

    /// Annual recurring revenue of an account on a day; 0 where none is known.
    ///
    /// - Complexity: O(log n) in the account's changes.
    package func revenue(of account: Int, on day: Day) -> Double {
        let range = offsets[account]..<offsets[account + 1]
        let next = steps.firstPosition(in: range) { $0.day > day }
        return next > range.lowerBound ? steps[next - 1].revenue : 0
    }

    private mutating func appendFirst(
        of renewals: ArraySlice<Renewal>, since: Day?, conversion: CurrencyConversion
    ) {
        for renewal in renewals {
            guard let before = conversion.reporting(renewal.arrBefore, in: renewal.currency) else {
                continue
            }
            let since = since ?? Day(number: .min)
            if since < renewal.due { steps.append(Step(day: since, revenue: before)) }
            return
        }
    }

    private mutating func appendSettled(_ events: ArraySlice<RenewalEvent>) {
        for event in events where event.state.isSettled {
            guard let revenue = event.revenue else { continue }
            steps.append(Step(day: event.due, revenue: revenue.after))
        }
    }
}
