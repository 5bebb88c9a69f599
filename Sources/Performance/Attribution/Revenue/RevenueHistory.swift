package import Calendar
package import Domain

/// The annual recurring revenue of every account on every day, as known at the end of the month
/// under review, in the reporting currency.
///
/// The latest `arr` row of an account holds, adjusted by the renewals that settled after it. An
/// account without such rows pays what its renewals say: the revenue of the first one holds from the
/// day it became a customer, and each settled renewal sets the revenue from its due date on. An open
/// renewal changes nothing, and a lapsed one ends its revenue. An account that pays nothing pays
/// again from the day on which the term of a renewal that is still to come starts. An account with
/// an amount in a currency without a rate still counts as paying, but the amount enters no sum.
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

    /// Half as many bytes as a day and a `Revenue` take: there is one for each renewal and more.
    private struct Step {
        let day: Day
        let isPaid: Bool
        /// NaN in a currency without a rate.
        let amount: Double

        init(_ day: Day, _ revenue: Revenue) {
            self.day = day
            isPaid = revenue.isPaid
            amount = revenue.amount ?? .nan
        }

        var revenue: Revenue { Revenue(isPaid: isPaid, amount: amount.isNaN ? nil : amount) }
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
    ///   - events: the events due by `asOf`, sorted by account and due date.
    ///   - asOf: the last day of the month under review.
    ///   - conversion: to the reporting currency.
    /// - Complexity: O(accounts + arr rows + renewals); for an account whose renewals tell when terms
    ///   start, O(t²) in its t terms at most.
    package init(
        _ portfolio: Portfolio, renewalOffsets renewals: [Int], events: [RenewalEvent], asOf: Day,
        conversion: CurrencyConversion
    ) {
        let rows = accountOffsets(
            portfolio.arr.lazy.map(\.account), accounts: portfolio.accounts.count)
        steps.reserveCapacity(portfolio.arr.count + portfolio.renewals.count)
        offsets.reserveCapacity(portfolio.accounts.count + 1)
        var event = 0
        for account in portfolio.accounts.indices {
            let firstEvent = event
            while event < events.count, events[event].account == account { event += 1 }
            var lastRow = rows[account]
            while lastRow < rows[account + 1], portfolio.arr[lastRow].effective <= asOf {
                lastRow += 1
            }
            var course = RevenueCourse(
                portfolio, rows: rows[account]..<lastRow,
                renewals: renewals[account]..<renewals[account + 1],
                events: events[firstEvent..<event],
                since: portfolio.accounts[account].customerSince, asOf: asOf,
                conversion: conversion)
            while let day = course.nextDay, day <= asOf {
                course.advance(to: day)
                steps.append(Step(day, course.revenue))
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

    /// Whether an account paid at least an amount, or one in a currency without a rate, on any day up
    /// to one.
    ///
    /// - Complexity: O(n) in the account's changes.
    package func hasPaid(of account: Int, atLeast least: Double, by day: Day) -> Bool {
        steps[offsets[account]..<offsets[account + 1]].contains { step in
            step.day <= day && step.isPaid
                && (step.revenue.amount.map { $0 >= least } ?? true)
        }
    }
}
