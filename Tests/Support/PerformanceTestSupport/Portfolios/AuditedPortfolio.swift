import Calendar
import Domain
package import TestSupport

extension PortfolioBuilder {
    /// Thirty accounts with a renewal each: twelve that a CSM saw better (two of them left), twelve
    /// seen worse (three left, some met meanwhile), two still open, one decided, others untouched.
    package static var audited: PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.facts.csms = [
            CSM(id: CSMID("csm-77"), name: "Zelda Quill"),
            CSM(id: CSMID("csm-78"), name: "Ada Moss"),
        ]
        for account in 0..<30 {
            builder.facts.accounts.append(
                Account(
                    id: AccountID("a\(10 + account)"), name: "Customer \(10 + account)",
                    segment: "SMB"))
            builder.facts.assignments.append(
                Assignment(account: account, csm: account % 2, start: "2024-01-01"))
            let isOpen = account == 24 || account == 25
            let due: Day = isOpen ? "2026-11-20" : "2026-05-01"
            let hasLeft = [0, 1, 12, 13, 14].contains(account)
            builder.facts.renewals.append(
                Renewal(
                    id: "r\(10 + account)", account: account, due: due,
                    outcome: isOpen ? .open : hasLeft ? .churned : .renewed,
                    closed: isOpen ? nil : due, arrBefore: 1000, arrAfter: hasLeft ? 0 : 1000))
            builder.scores(account, from: "2025-11-01", through: "2026-10-31") { day in
                40 + Int(day.number) % 20
            }
            guard account < 27 else { continue }
            let isUp = account < 12 || account == 24
            builder.facts.overrides.append(
                Override(
                    id: "o\(10 + account)", account: account, csm: account % 2,
                    logged: due - (account == 26 ? 3 : 60), asserted: isUp ? .green : .red,
                    modelTier: .amber, modelScore: Score(tenths: 550), reason: "relationship",
                    note: "Zelda heard\nfrom their CFO", reevaluate: due - 30))
            if (18..<24).contains(account) {
                builder.facts.sessions.append(
                    Session(account: account, csm: account % 2, held: due - 20))
            }
        }
        return builder
    }
}
