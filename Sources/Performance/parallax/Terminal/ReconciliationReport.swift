import Calendar
import Domain
import Finance
import Formats
import Intake
import Terminal

/// What a reconciliation found, for people and for programs.
struct ReconciliationReport {
    private let found: Reconciliation
    private let unreadable: [BalanceList.Unreadable]
    private let currency: String

    init(
        _ found: Reconciliation, unreadable: [BalanceList.Unreadable], currency: String
    ) {
        self.found = found
        self.unreadable = unreadable
        self.currency = currency
    }

    /// Totals, then the accounts that differ, the largest difference first.
    var text: String {
        var table = Table(["", ">accounts", ">ARR in \(currency)"])
        table.add(["finance", Terminal.grouped(found.finance.accounts), money(found.finance.total)])
        table.add(["ledger", Terminal.grouped(found.ledger.accounts), money(found.ledger.total)])
        let gap = found.finance.total - found.ledger.total
        let more = found.finance.accounts - found.ledger.accounts
        table.add(["difference", Terminal.grouped(more), money(gap)])
        var parts = ["ARR on \(found.asOf)\n" + table.text]
        for (side, name) in [(found.finance, "finance's list"), (found.ledger, "the ledger")]
        where side.unrated > 0 {
            parts.append(
                "\(Terminal.grouped(side.unrated)) of the accounts in \(name) have an amount in a "
                    + "currency without a rate. The total leaves it out.")
        }
        if !unreadable.isEmpty {
            var rows = Table([">line", "why it cannot be read"])
            for row in unreadable.prefix(Self.mostRows) {
                rows.add([Terminal.grouped(row.line), row.reason])
            }
            let left = unreadable.count - Self.mostRows
            parts.append(
                rows.text + (left > 0 ? "\n\(Terminal.grouped(left)) more rows" : ""))
        }
        guard !found.differences.isEmpty else {
            return (parts + ["No account differs."]).joined(separator: "\n\n")
        }
        var accounts = Table([
            "account", "name", ">finance", ">ledger", ">difference", "likely cause",
        ])
        for difference in found.differences {
            accounts.add([
                difference.account.text, difference.name ?? "", amounts(difference.finance),
                amounts(difference.ledger), difference.difference.map(money) ?? "no rate",
                words(of: difference),
            ])
        }
        let count = found.differences.count
        let heading = "\(counted(count, "account")) \(count == 1 ? "differs" : "differ")"
        parts.append("\(heading), the largest difference first\n" + accounts.text)
        return parts.joined(separator: "\n\n")
    }

    /// The same with unrounded numbers.
    var json: JSON {
        [
            "as_of": .text(found.asOf.description), "reporting_currency": .text(currency),
            "finance": found.finance.json, "ledger": found.ledger.json,
            "difference": .number(found.finance.total - found.ledger.total),
            "differences": .array(found.differences.map(\.json)),
            "unreadable": .array(
                unreadable.map { ["line": .count($0.line), "reason": .text($0.reason)] }),
        ]
    }

    /// More rows than this that cannot be read are counted.
    private static let mostRows = 20

    private func money(_ value: Double) -> String {
        decimalText(value, decimals: 2).replacing("\u{2212}", with: "-")
    }

    private func amounts(_ amounts: [AccountDifference.Amount]) -> String {
        amounts.isEmpty
            ? "–"
            : amounts.map { amount in
                (amount.currency == currency ? "" : amount.currency + " ") + money(amount.amount)
            }.joined(separator: " + ")
    }

    private func words(of difference: AccountDifference) -> String {
        switch difference.cause {
        case .missingInLedger: "the ledger has no ARR of it"
        case .missingInFinance: "finance's list lacks it"
        case .currency: "currency: the same amount in another one"
        case .date: "date: the ledger has it on \(difference.otherDay?.description ?? "")"
        case .twoContracts: "two contracts: one side has only one, or one twice"
        case .amount: "amount"
        }
    }
}

extension Reconciliation.Side {
    fileprivate var json: JSON {
        ["accounts": .count(accounts), "total": .number(total), "unrated": .count(unrated)]
    }
}

extension AccountDifference {
    fileprivate var json: JSON {
        func list(_ amounts: [Amount]) -> JSON {
            .array(
                amounts.map { ["currency": .text($0.currency), "amount": .number($0.amount)] })
        }
        return [
            "account_id": .text(account.text), "name": .optional(name), "finance": list(finance),
            "ledger": list(ledger), "difference": .optional(difference),
            "cause": .text(cause.rawValue), "other_day": .optional(otherDay?.description),
        ]
    }
}
