import Attribution
import Calendar
import Domain
import Finance
import Scorecards
import Statistics
import TestSupport
import Testing

@Suite struct ReconciliationTests {
    private static let day: Day = "2026-10-31"

    /// Thirty accounts, of which every tenth pays in EUR.
    private static var portfolio: Portfolio {
        var builder = PortfolioBuilder()
        for index in 0..<30 {
            let account = builder.account("a\(100 + index)", name: "Account \(index)")
            builder.arr(
                account, "2025-01-01", Double(1000 + 10 * index),
                currency: index % 10 == 9 ? "EUR" : nil)
        }
        builder.rate("EUR", "2025-01-01", 1.25)
        // Two contracts, one of which grew 20 days before the day.
        for line in ["-1", "-2"] {
            builder.renewal(
                20, due: "2026-06-01", before: 600, after: 600, closed: "2026-06-01", line: line)
        }
        builder.arr(20, "2026-06-01", 1200)
        builder.arr(21, "2026-10-11", 5000)
        builder.arr(22, "2026-11-10", 5500)
        builder.arr(23, "2026-10-20", 0)
        builder.arr(24, "2026-08-01", 0)
        return builder.portfolio
    }

    private static func list(_ portfolio: Portfolio) -> [ListedBalance] {
        let known = AttributedPortfolio(
            portfolio, policy: Policy(), month: Month(year: 2026, month: 10))
        return portfolio.accounts.indices.compactMap { account in
            let row = known.portfolio.arr.last {
                $0.account == account && $0.effective <= day
            }
            return row.flatMap { row in
                row.arr == 0
                    ? nil
                    : ListedBalance(
                        account: portfolio.accounts[account].id, amount: row.arr,
                        currency: row.currency)
            }
        }
    }

    @Test func `A list that is the ledger's differs in nothing`() {
        let found = Reconciliation(
            Self.portfolio, policy: Policy(), listed: Self.list(Self.portfolio), asOf: Self.day)
        #expect(found.differences.isEmpty)
        #expect(found.finance == found.ledger)
        #expect(found.ledger.accounts == 28)
    }

    @Test func `Ten planted differences are found with their causes, the largest first`() {
        let portfolio = Self.portfolio
        var list = Self.list(portfolio)
        func change(_ id: String, _ change: (inout ListedBalance) -> Void) {
            for index in list.indices where list[index].account.text == id { change(&list[index]) }
        }
        change("a101") { $0.amount += 40_000 }
        change("a102") { $0.amount -= 0.01 }
        change("a103") { $0.currency = "GBP" }
        change("a109") { $0 = .init(account: $0.account, amount: 1090 * 1.25) }
        change("a120") { $0.amount = 600 }
        change("a121") { $0.amount = 1210 }
        change("a122") { $0.amount = 5500 }
        list.removeAll { $0.account.text == "a105" }
        list.append(.init(account: AccountID("a124"), amount: 1240))
        list.append(.init(account: AccountID("unknown"), amount: 300))
        let found = Reconciliation(
            portfolio, policy: Policy(), listed: list.reversed(), asOf: Self.day)
        let causes = Dictionary(
            uniqueKeysWithValues: found.differences.map { ($0.account.text, $0.cause) })
        #expect(
            causes == [
                "a101": .amount, "a102": .amount, "a103": .currency, "a109": .currency,
                "a120": .twoContracts, "a121": .date, "a122": .date, "a105": .missingInFinance,
                "a124": .missingInLedger, "unknown": .missingInLedger,
            ])
        let sizes = found.differences.compactMap { $0.difference.map(abs) }
        #expect(sizes == sizes.sorted(by: >))
        #expect(found.differences.first?.account.text == "a101")
        #expect(found.differences.first?.difference == 40_000)
        let days = Dictionary(
            uniqueKeysWithValues: found.differences.map { ($0.account.text, $0.otherDay) })
        #expect(days["a121"] == "2026-10-10" as Day)
        #expect(days["a122"] == "2026-11-10" as Day)
        #expect(found.differences.first { $0.account.text == "a103" }?.difference == nil)
        #expect(found.finance.unrated == 1)
    }

    @Test func `Several entries of an account add up`() {
        let portfolio = Self.portfolio
        var list = Self.list(portfolio).filter { $0.account.text != "a101" }
        list.append(.init(account: AccountID("a101"), amount: 1000))
        list.append(.init(account: AccountID("a101"), amount: 10))
        #expect(
            Reconciliation(portfolio, policy: Policy(), listed: list, asOf: Self.day)
                .differences.isEmpty)
        list.append(.init(account: AccountID("a102"), amount: 1020))
        let found = Reconciliation(portfolio, policy: Policy(), listed: list, asOf: Self.day)
        #expect(found.differences.map(\.cause) == [.twoContracts])
    }

    @Test(arguments: 0..<12) func `The ledger's total is what the review counts`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        var builder = randomPortfolio(&generator)
        builder.rate("JPY", "2025-01-01", 0.01)
        let portfolio = builder.portfolio
        let found = Reconciliation(portfolio, policy: Policy(), listed: [], asOf: Self.day)
        let board = Scoreboard(
            AttributedPortfolio(portfolio, policy: Policy(), month: Month(year: 2026, month: 10)))
        let mrr = try #require(board.company.metrics.mrr.value)
        #expect(abs(found.ledger.total - mrr * 12) < 1e-6)
        #expect(Double(found.ledger.accounts) == board.company.metrics.accounts.value)
        #expect(found.differences.allSatisfy { $0.cause == .missingInFinance })
    }
}
