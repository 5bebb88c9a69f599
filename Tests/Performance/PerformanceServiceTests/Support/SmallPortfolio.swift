import Calendar
import Domain
import TestSupport

/// The month under review in all tests.
let month = Month(year: 2026, month: 10)

/// Two CSMs in each of two teams, a dozen customers each, and an override of each CSM that its
/// renewal has judged. A CSM `c1` made the override `o1`.
func smallReading() -> InMemoryReading { InMemoryReading(smallPortfolio()) }

/// The facts of `smallReading`.
func smallPortfolio() -> PortfolioBuilder {
    let first = Month(year: 2025, month: 9).firstDay
    let teams = ["North", "North", "South", "South"]
    var builder = PortfolioBuilder()
    builder.facts.csms = teams.enumerated().map { index, team in
        CSM(id: CSMID("c\(index + 1)"), name: "Person \(index + 1)", team: team)
    }
    for account in 0..<48 {
        let csm = account / 12
        let due = Month(year: 2026, month: 3).firstDay + 7 * (account % 12)
        let isRenewed = account % 12 < 10 - 2 * csm
        builder.facts.accounts.append(Account(id: AccountID("a\(10 + account)"), segment: "SMB"))
        builder.scores(account, from: first, through: month.lastDay) { _ in 30 }
        builder.facts.assignments.append(Assignment(account: account, csm: csm, start: first))
        builder.facts.arr.append(ARRPoint(account: account, effective: first, arr: 1000))
        builder.facts.renewals.append(
            Renewal(
                id: "r\(10 + account)", account: account, due: due,
                outcome: isRenewed ? .renewed : .churned, closed: due, arrBefore: 1000,
                arrAfter: isRenewed ? 1100 : 0))
        if account % 12 == 0 {
            builder.facts.overrides.append(
                Override(
                    id: "o\(csm + 1)", account: account, csm: csm, logged: due - 60,
                    asserted: .green, modelTier: .red, note: "They told me."))
        }
    }
    return builder
}
