import Calendar
import Domain
import Formats
import Review

/// Facts of a portfolio as rows of a `FactList`.
struct FactRows {
    private let portfolio: Portfolio
    private let currency: String
    private let accounts: [AccountID: Int]

    /// Rows of a portfolio whose amounts are in a currency where none is given.
    init(_ portfolio: Portfolio, currency: String) {
        self.portfolio = portfolio
        self.currency = currency
        accounts = Dictionary(
            zip(portfolio.accounts.map(\.id), 0...), uniquingKeysWith: { first, _ in first })
    }

    func row(_ renewal: Renewal) -> FactList.Row {
        let account = portfolio.accounts[renewal.account]
        return FactList.Row(
            key: renewal.id, account: account,
            words: "the renewal of \(account.label) due \(renewal.due.words)",
            cells: [
                renewal.due.words, renewal.outcome.rawValue, words(renewal.closed),
                amount(renewal.arrBefore, renewal.currency),
                renewal.outcome == .open ? "–" : amount(renewal.arrAfter, renewal.currency),
            ])
    }

    func row(_ assignment: Assignment) -> FactList.Row {
        let account = portfolio.accounts[assignment.account]
        return FactList.Row(
            key: "\(account.id.text),\(assignment.start)", account: account,
            words: "your ownership of \(account.label) from \(assignment.start.words)",
            cells: [assignment.start.words, assignment.end.map { $0.words } ?? "still yours"])
    }

    func row(_ point: ARRPoint) -> FactList.Row {
        let account = portfolio.accounts[point.account]
        return FactList.Row(
            key: "\(account.id.text),\(point.effective)", account: account,
            words: "the ARR of \(account.label) from \(point.effective.words)",
            cells: [point.effective.words, amount(point.arr, point.currency)])
    }

    func row(_ answer: SurveyResponse) -> FactList.Row {
        let account = portfolio.accounts[answer.account]
        let kind = answer.kind.rawValue.uppercased()
        return FactList.Row(
            key: answer.id, account: account,
            words: "the \(kind) answer of \(account.label) on \(answer.responded.words)",
            cells: [answer.responded.words, kind, String(answer.score)])
    }

    func row(_ opportunity: Opportunity) -> FactList.Row {
        let account = portfolio.accounts[opportunity.account]
        return FactList.Row(
            key: opportunity.id, account: account,
            words: "the opportunity at \(account.label) created \(opportunity.created.words)",
            cells: [
                opportunity.created.words, opportunity.stage.rawValue, words(opportunity.closed),
                amount(opportunity.amount, opportunity.currency),
            ])
    }

    func row(_ override: Override) -> FactList.Row {
        let account = portfolio.accounts[override.account]
        return FactList.Row(
            key: override.id, account: account,
            words: "your override of \(account.label) logged \(override.logged.words)",
            cells: [
                override.logged.words, override.asserted.word,
                override.modelTier?.word ?? "–", override.reason ?? "–",
            ])
    }

    /// A session by its columns; nil if it is of no known account.
    func session(_ values: [String: String]) -> FactList.Row? {
        guard let key = values["session_id"], let held = values["held_on"].flatMap(Day.init),
            let position = values["account_id"].flatMap({ accounts[AccountID($0)] })
        else { return nil }
        let account = portfolio.accounts[position]
        let kind = values["kind"] ?? ""
        return FactList.Row(
            key: key, account: account,
            words: "the session with \(account.label) on \(held.words)",
            cells: [held.words, kind.isEmpty ? "–" : kind])
    }

    private func words(_ day: Day?) -> String { day.map { $0.words } ?? "–" }

    private func amount(_ value: Double, _ currency: String?) -> String {
        "\(currency ?? self.currency) \(decimalText(value, decimals: 0))"
    }
}

extension Account {
    /// Its name; the identifier without one.
    fileprivate var label: String { name ?? id.text }
}
