import Attribution
import Calendar
import Domain

/// Finds the likely cause of a difference. The first that fits stands, in the order of `cause`.
///
/// Source: `Documentation/methods.md`, 26.
struct LikelyCauses {
    /// Amounts that differ by less are the same.
    static let least = 0.005
    /// How far away the day may be on which the ledger has finance's amount.
    static let days = 31
    /// Converted amounts are the same within this share: finance may have used other rates.
    static let rateTolerance = 0.02

    private let portfolio: Portfolio
    private let reportingCurrency: String
    private let asOf: Day
    private let balances: AccountBalances
    /// The balances by what became known in the weeks after the day.
    private let later: AccountBalances
    private let conversion: CurrencyConversion
    private let renewals: [Int]

    init(
        _ portfolio: Portfolio, policy: Policy, asOf: Day, balances: AccountBalances,
        conversion: CurrencyConversion
    ) {
        self.portfolio = portfolio
        reportingCurrency = policy.reportingCurrency
        self.asOf = asOf
        self.balances = balances
        later = AccountBalances(portfolio, policy: policy, asOf: asOf + Self.days)
        self.conversion = conversion
        renewals = accountOffsets(
            portfolio.renewals.lazy.map(\.account), accounts: portfolio.accounts.count)
    }

    /// The likely cause of a difference.
    ///
    /// - Parameters:
    ///   - account: its position; nil for one that the ledger does not know.
    ///   - entries: its entries in the list.
    ///   - theirs: their sums by currency.
    ///   - ours: what the ledger has by currency.
    /// - Returns: the cause, and for `date` the day on which the ledger has finance's amount.
    func cause(
        of account: Int?, _ entries: [ListedBalance], theirs: [String: Double],
        ours: [String: Double]
    ) -> (DifferenceCause, Day?) {
        guard let account else { return (.missingInLedger, nil) }
        if entries.isEmpty { return (.missingInFinance, nil) }
        if isOfCurrency(theirs, ours) { return (.currency, nil) }
        if let day = otherDay(of: account, theirs) { return (.date, day) }
        if theirs.isEmpty { return (.missingInFinance, nil) }
        if ours.isEmpty { return (.missingInLedger, nil) }
        if isOfContracts(account, entries, theirs, ours) { return (.twoContracts, nil) }
        return (.amount, nil)
    }

    /// Whether two balances are the same in every currency.
    static func areSame(_ one: [String: Double], _ other: [String: Double]) -> Bool {
        Set(one.keys).union(other.keys).allSatisfy {
            isSame(one[$0, default: 0], other[$0, default: 0])
        }
    }

    private static func isSame(_ one: Double, _ other: Double) -> Bool {
        abs(one - other) < least
    }

    /// Whether the currencies differ, and the amounts are the same as written or converted.
    private func isOfCurrency(_ theirs: [String: Double], _ ours: [String: Double]) -> Bool {
        guard !theirs.isEmpty, !ours.isEmpty, Set(theirs.keys) != Set(ours.keys) else {
            return false
        }
        let written = (theirs.values.reduce(0, +), ours.values.reduce(0, +))
        if Self.isSame(written.0, written.1) { return true }
        guard let one = conversion.sum(theirs), let other = conversion.sum(ours) else {
            return false
        }
        return abs(one - other) <= Self.rateTolerance * max(abs(one), abs(other))
    }

    /// The closest day of the weeks around on which the ledger has an amount; of two that are as close
    /// the earlier.
    private func otherDay(of account: Int, _ theirs: [String: Double]) -> Day? {
        var closest: Day?
        for (balances, last) in [(balances, asOf), (later, asOf + Self.days)] {
            let changes = balances.changes(of: account, in: (asOf - Self.days)...last)
            for (index, first) in changes.enumerated() {
                guard Self.areSame(balances.balance(of: account, on: first), theirs) else {
                    continue
                }
                // It has the amount from this change to the day before the next.
                let end = index + 1 < changes.count ? changes[index + 1] - 1 : last
                let day = min(max(asOf, first), end)
                let isCloser = closest.map { abs(day - asOf) < abs($0 - asOf) } ?? true
                if isCloser { closest = day }
            }
        }
        return closest
    }

    /// Whether one side has one of several contracts only, or counts one twice.
    private func isOfContracts(
        _ account: Int, _ entries: [ListedBalance], _ theirs: [String: Double],
        _ ours: [String: Double]
    ) -> Bool {
        // The list has several entries, and the ledger has just one of them.
        if entries.count > 1 {
            let isOne = entries.contains { entry in
                Self.areSame([entry.currency ?? reportingCurrency: entry.amount], ours)
            }
            if isOne { return true }
        }
        guard theirs.count == 1, ours.count == 1, let one = theirs.first, let other = ours.first,
            one.key == other.key
        else { return false }
        let contracts = portfolio.renewals[renewals[account]..<renewals[account + 1]]
            .filter { ($0.currency ?? reportingCurrency) == one.key }
            .flatMap { [$0.arrBefore, $0.arrAfter] }.filter { $0 >= Self.least }
        // The difference is a contract of the account, and so is what one side has.
        let difference = abs(one.value - other.value)
        return contracts.contains { Self.isSame($0, difference) }
            && contracts.contains {
                Self.isSame($0, min(one.value, other.value))
            }
    }
}
