import Calendar
import Formats

extension Portfolio {
    /// Amounts that are many times the median of their account, or of their segment where it has ten
    /// others, among those of the same feed and currency.
    func unusualAmounts(asOf: Day, factor: Double) -> Suspicion? {
        var before = Amounts(self)
        var after = Amounts(self)
        for renewal in renewals where renewal.due <= asOf {
            before.add(renewal.arrBefore, renewal.currency, of: renewal.account)
            if renewal.outcome == .renewed, renewal.closed ?? renewal.due <= asOf {
                after.add(renewal.arrAfter, renewal.currency, of: renewal.account)
            }
        }
        var book = Amounts(self)
        for row in arr where row.effective <= asOf {
            book.add(row.arr, row.currency, of: row.account)
        }
        var pipeline = Amounts(self)
        for chance in opportunities where chance.created <= asOf {
            pipeline.add(chance.amount, chance.currency, of: chance.account)
        }
        let feeds = [
            (before, "arr_before in renewals"), (after, "arr_after in renewals"),
            (book, "arr"), (pipeline, "amount in opportunities"),
        ]
        let found = feeds.map { ($0.unusual(factor), $1) }
        let example = found.lazy.compactMap { unusual, column in
            unusual.first.map { first in
                "\(decimalText(first.value)) as \(column) of account "
                    + "\(accounts[first.account].id), whose \(first.whose) usually has "
                    + decimalText(first.usual)
            }
        }.first
        return Suspicion(
            .unusualAmounts, found.reduce(0) { $0 + $1.0.count }, example,
            whatToDo: "Check these amounts, and the decimal and thousands marks of their file: one "
                + "wrong amount can move every ratio.")
    }
}

/// The amounts of one column, by account, segment and currency.
private struct Amounts {
    /// An amount far above the usual one of its account or segment.
    struct Unusual {
        let account: Int
        let value: Double
        let usual: Double
        let whose: String
    }

    private struct Amount {
        let account: Int
        let value: Double
        let currency: Int
    }

    private var amounts: [Amount] = []
    /// The number of each currency; that which is not given is 0.
    private var currencies: [String: Int] = [:]
    private let accounts: [Account]

    init(_ portfolio: Portfolio) { accounts = portfolio.accounts }

    mutating func add(_ value: Double, _ currency: String?, of account: Int) {
        guard value > 0 else { return }
        var number = 0
        if let currency {
            number = currencies[currency] ?? currencies.count + 1
            currencies[currency] = number
        }
        amounts.append(Amount(account: account, value: value, currency: number))
    }

    /// The unusual ones, in the order in which they were added.
    func unusual(_ factor: Double) -> [Unusual] {
        var widest = Range(factor)
        for amount in amounts { widest.add(amount.value) }
        guard widest.isWide else { return [] }
        let ofAccounts = usual(factor, fewest: 2, groups: accounts.count) { $0 }
        let segments = segmentNumbers()
        let ofSegments = usual(factor, fewest: 11, groups: (segments.max() ?? 0) + 1) {
            segments[$0]
        }
        let width = currencies.count + 1
        return amounts.compactMap { amount in
            let own = ofAccounts[amount.account * width + amount.currency]
            let segment = ofSegments[segments[amount.account] * width + amount.currency]
            for (usual, whose) in [(own, "account"), (segment, "segment")] {
                if let usual, amount.value >= factor * usual {
                    return Unusual(
                        account: amount.account, value: amount.value, usual: usual, whose: whose)
                }
            }
            return nil
        }
    }

    /// The median of each group in each currency; nil where no amount can be far above it.
    private func usual(
        _ factor: Double, fewest: Int, groups: Int, _ group: (Int) -> Int
    ) -> [Double?] {
        let width = currencies.count + 1
        var ranges = [Range](repeating: Range(factor), count: groups * width)
        for amount in amounts {
            ranges[group(amount.account) * width + amount.currency].add(amount.value)
        }
        var values: [Int: [Double]] = [:]
        for amount in amounts {
            let place = group(amount.account) * width + amount.currency
            guard ranges[place].isWide, ranges[place].count >= fewest else { continue }
            values[place, default: []].append(amount.value)
        }
        var medians = [Double?](repeating: nil, count: ranges.count)
        for (place, values) in values { medians[place] = values.sorted()[(values.count - 1) / 2] }
        return medians
    }

    /// The number of each account's segment.
    private func segmentNumbers() -> [Int] {
        var numbers: [Identifier<Amounts>: Int] = [:]
        return accounts.map { account in
            let name = Identifier<Amounts>(account.segment)
            let number = numbers[name] ?? numbers.count
            numbers[name] = number
            return number
        }
    }

    /// The smallest and the largest of some amounts.
    private struct Range {
        private(set) var count = 0
        private var least = Double.infinity
        private var most = 0.0
        private let factor: Double

        init(_ factor: Double) { self.factor = factor }

        /// Whether the largest may be far above the usual.
        var isWide: Bool { most >= factor * least }

        mutating func add(_ value: Double) {
            count += 1
            least = min(least, value)
            most = max(most, value)
        }
    }
}
