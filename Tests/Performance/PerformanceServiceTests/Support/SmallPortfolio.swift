import Calendar
import Domain

/// The month under review in all tests.
let month = Month(year: 2026, month: 10)

/// Two CSMs in each of two teams, a dozen customers each, and an override of each CSM that its
/// renewal has judged. A CSM `c1` made the override `o1`.
func smallReading() -> MemoryReading {
    let first = Month(year: 2025, month: 9).firstDay
    let teams = ["North", "North", "South", "South"]
    var facts = Portfolio()
    facts.csms = teams.enumerated().map { index, team in
        CSM(id: CSMID("c\(index + 1)"), name: "Person \(index + 1)", team: team)
    }
    for account in 0..<48 {
        let csm = account / 12
        let due = Month(year: 2026, month: 3).firstDay + 7 * (account % 12)
        let isRenewed = account % 12 < 10 - 2 * csm
        facts.accounts.append(Account(id: AccountID("a\(10 + account)"), segment: "SMB"))
        facts.assignments.append(Assignment(account: account, csm: csm, start: first))
        facts.arr.append(ARRPoint(account: account, effective: first, arr: 1000))
        facts.renewals.append(
            Renewal(
                id: "r\(10 + account)", account: account, due: due,
                outcome: isRenewed ? .renewed : .churned, closed: due, arrBefore: 1000,
                arrAfter: isRenewed ? 1100 : 0))
        if account % 12 == 0 {
            facts.overrides.append(
                Override(
                    id: "o\(csm + 1)", account: account, csm: csm, logged: due - 60,
                    asserted: .green, modelTier: .red, note: "They told me."))
        }
    }
    return MemoryReading(
        facts, health: SteadyHealth(accounts: 48, first: first, last: month.lastDay))
}
