import Attribution
public import Calendar
public import Domain

/// Finance's list of what accounts pay a year, compared with the ledger.
///
///     let reconciliation = Reconciliation(portfolio, policy: policy, listed: list, asOf: day)
///     reconciliation.differences.first  // the largest
///
/// The ledger's ARR is that of section 6 as known on the day, so at the end of a month it is what a
/// review of that month counts. Amounts are compared in their own currencies.
///
/// Source: `Documentation/methods.md`, 26.
public struct Reconciliation: Sendable {
    /// One side.
    public struct Side: Sendable, Equatable {
        /// How many accounts pay something.
        public internal(set) var accounts = 0
        /// The sum in the reporting currency, at the rates of the day.
        public internal(set) var total = 0.0
        /// How many of them have an amount in a currency without a rate, which the sum leaves out.
        public internal(set) var unrated = 0
    }

    /// The day.
    public let asOf: Day
    /// Finance's list.
    public let finance: Side
    /// The ledger.
    public let ledger: Side
    /// The accounts that differ by half a cent or more, the largest difference first, then by
    /// identifier.
    public let differences: [AccountDifference]

    /// Compares a list with the facts.
    ///
    /// - Parameters:
    ///   - portfolio: the facts.
    ///   - policy: the constants.
    ///   - listed: finance's list; several entries of one account add up.
    ///   - asOf: the day of the list.
    /// - Complexity: O(facts + n log n) in the accounts.
    public init(
        _ portfolio: Portfolio, policy: Policy, listed: [ListedBalance], asOf: Day
    ) {
        let conversion = CurrencyConversion(
            portfolio.rates, reportingCurrency: policy.reportingCurrency, on: asOf)
        let balances = AccountBalances(portfolio, policy: policy, asOf: asOf)
        let causes = LikelyCauses(
            portfolio, policy: policy, asOf: asOf, balances: balances, conversion: conversion)
        let known = Dictionary(
            zip(portfolio.accounts.map(\.id), portfolio.accounts.indices),
            uniquingKeysWith: { first, _ in first })
        let byAccount = Dictionary(grouping: listed, by: \.account)
        var (finance, ledger) = (Side(), Side())
        var differences: [AccountDifference] = []
        let unknown = byAccount.keys.filter { known[$0] == nil }
        for id in portfolio.accounts.map(\.id) + unknown {
            let entries = byAccount[id] ?? []
            let account = known[id]
            var theirs: [String: Double] = [:]
            for entry in entries {
                theirs[entry.currency ?? policy.reportingCurrency, default: 0] += entry.amount
            }
            theirs = theirs.filter { abs($0.value) >= LikelyCauses.least }
            let ours = account.map { balances.balance(of: $0, on: asOf) } ?? [:]
            finance.add(theirs, conversion)
            ledger.add(ours, conversion)
            guard !LikelyCauses.areSame(theirs, ours) else { continue }
            let (cause, day) = causes.cause(of: account, entries, theirs: theirs, ours: ours)
            let sums = (conversion.sum(theirs), conversion.sum(ours))
            differences.append(
                AccountDifference(
                    account: id, name: account.flatMap { portfolio.accounts[$0].name },
                    finance: theirs.inOrder, ledger: ours.inOrder,
                    difference: sums.0.flatMap { sum in sums.1.map { sum - $0 } },
                    cause: cause, otherDay: day))
        }
        self.asOf = asOf
        self.finance = finance
        self.ledger = ledger
        self.differences = differences.sorted { left, right in
            left.size == right.size ? left.account < right.account : left.size > right.size
        }
    }
}

extension Reconciliation.Side {
    fileprivate mutating func add(_ amounts: [String: Double], _ conversion: CurrencyConversion) {
        guard !amounts.isEmpty else { return }
        accounts += 1
        if amounts.contains(where: { conversion.reporting($0.value, in: $0.key) == nil }) {
            unrated += 1
        }
        for (currency, amount) in amounts.sorted(by: { $0.key < $1.key }) {
            total += conversion.reporting(amount, in: currency) ?? 0
        }
    }
}

extension [String: Double] {
    fileprivate var inOrder: [AccountDifference.Amount] {
        sorted { $0.key < $1.key }.map { .init(currency: $0.key, amount: $0.value) }
    }
}

extension CurrencyConversion {
    /// A sum in the reporting currency; nil if a part has no rate.
    func sum(_ amounts: [String: Double]) -> Double? {
        var sum = 0.0
        for (currency, amount) in amounts.sorted(by: { $0.key < $1.key }) {
            guard let converted = reporting(amount, in: currency) else { return nil }
            sum += converted
        }
        return sum
    }
}
