package import Calendar
package import Domain

/// The annual recurring revenue of every account on every day, each amount in its own currency.
///
///     let balances = AccountBalances(portfolio, policy: policy, asOf: day)
///     balances.balance(of: 0, on: day)  // ["USD": 12000]
///
/// A review converts amounts; who compares them with another list must not. The rules are those of
/// `RevenueHistory`, and so is the sum. Where an account's contracts and rows are in different
/// currencies, so that parts cancel out only at a rate, the balance is in the reporting currency.
///
/// Source: `Documentation/methods.md`, 6 and 26.
package struct AccountBalances: Sendable {
    private struct Step {
        let day: Day
        let amounts: [String: Double]
    }

    private var steps: [[Step]] = []

    /// The balances according to the facts of a portfolio.
    ///
    /// - Parameters:
    ///   - portfolio: the facts.
    ///   - policy: the constants.
    ///   - asOf: nothing that became known later counts.
    /// - Complexity: O(accounts + arr rows + renewals).
    package init(_ portfolio: Portfolio, policy: Policy, asOf: Day) {
        let ownership = Ownership(portfolio, asOf: asOf)
        let conversion = CurrencyConversion(
            portfolio.rates, reportingCurrency: policy.reportingCurrency, on: asOf)
        // Without rates, every other currency stays apart.
        let apart = CurrencyConversion([], reportingCurrency: policy.reportingCurrency, on: asOf)
        let accounts = portfolio.accounts.count
        let rows = accountOffsets(portfolio.arr.lazy.map(\.account), accounts: accounts)
        let renewals = accountOffsets(portfolio.renewals.lazy.map(\.account), accounts: accounts)
        for account in portfolio.accounts.indices {
            let known = renewals[account]..<renewals[account + 1]
            let own = (rows[account]..<rows[account + 1]).prefix {
                portfolio.arr[$0].effective <= asOf
            }
            func course(_ conversion: CurrencyConversion) -> RevenueCourse {
                var events: [RenewalEvent] = []
                var next = known.lowerBound
                while next < known.upperBound {
                    let lines = RenewalLines(at: next, of: portfolio.renewals)
                    let event = RenewalEvent(
                        lines, asOf: asOf, policy: policy, holdsLapsedOpen: false,
                        ownership: ownership, conversion: conversion)
                    if let event { events.append(event) }
                    next = lines.positions.upperBound
                }
                return RevenueCourse(
                    portfolio, rows: own, renewals: known, events: events[...],
                    since: portfolio.accounts[account].customerSince, asOf: asOf,
                    conversion: conversion)
            }
            var (together, parts) = (course(conversion), course(apart))
            var steps: [Step] = []
            while let day = together.nextDay, day <= asOf {
                together.advance(to: day)
                parts.advance(to: day)
                let amounts = parts.amounts(reportingCurrency: policy.reportingCurrency)
                let sum = together.revenue
                let isWhole = sum.amount.map { conversion.comes(to: $0, amounts) } ?? true
                steps.append(
                    Step(
                        day: day,
                        amounts: isWhole
                            ? amounts
                            : together.amounts(reportingCurrency: policy.reportingCurrency)))
            }
            self.steps.append(steps)
        }
    }

    /// What an account pays a year on a day, by currency; empty for nothing.
    ///
    /// - Complexity: O(n) in the account's changes.
    package func balance(of account: Int, on day: Day) -> [String: Double] {
        steps[account].last { $0.day <= day }?.amounts ?? [:]
    }

    /// The days in a range on which an account's balance changed, and the first of the range.
    package func changes(of account: Int, in days: ClosedRange<Day>) -> [Day] {
        [days.lowerBound]
            + steps[account].map(\.day).filter { days.contains($0) && $0 > days.lowerBound }
    }
}

extension CurrencyConversion {
    /// Whether amounts, none of them below 0, come to a sum.
    fileprivate func comes(to sum: Double, _ amounts: [String: Double]) -> Bool {
        var total = 0.0
        for (currency, amount) in amounts {
            guard amount > 0, let converted = reporting(amount, in: currency) else { return false }
            total += converted
        }
        return abs(total - sum) < 0.005
    }
}
