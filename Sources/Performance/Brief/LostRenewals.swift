import Attribution
import Calendar
import Domain
import Review

/// The renewals of a window that churned, as far as a question about them needs it.
struct LostRenewals {
    /// How many churned, those without a recorded outcome included.
    let count: Int
    /// Those of them that were taken over within the term.
    let handedOver: Int
    /// Those of them without a recorded outcome.
    let lapsed: Int
    /// The account with the most revenue among them, with its revenue; nil without any.
    let largest: String?
}

extension BriefSubject {
    /// The renewals of the window that churned.
    ///
    /// - Parameter isCounted: which events of the reader's count.
    /// - Returns: what a question about them needs.
    func lostRenewals(_ isCounted: (RenewalEvent) -> Bool) -> LostRenewals {
        let attributed = review.attributed
        let lost = attributed.events.filter {
            $0.due >= attributed.frame.windowStart && ($0.state == .churned || $0.state == .lapsed)
                && isMine($0) && isCounted($0)
        }
        let largest = lost.max {
            let (one, other) = ($0.revenue?.before ?? 0, $1.revenue?.before ?? 0)
            return one == other ? $0.renewal > $1.renewal : one < other
        }
        return LostRenewals(
            count: lost.count, handedOver: lost.count(where: isHandedOver),
            lapsed: lost.count { $0.state == .lapsed },
            largest: largest.map { event in
                let account = attributed.portfolio.accounts[event.account]
                let revenue = event.revenue.map { " (\(money($0.before)))" } ?? ""
                return (account.name ?? account.id.text) + revenue
            })
    }

    /// The contracts of a CSM that were renewed in the window although they were taken over within
    /// the term.
    func renewedAfterHandover(_ csm: Int) -> Int {
        review.attributed.events.count {
            $0.due >= review.frame.windowStart && $0.state == .renewed && $0.owner == .csm(csm)
                && isHandedOver($0)
        }
    }

    private func isHandedOver(_ event: RenewalEvent) -> Bool {
        guard case .csm(let csm) = event.owner else { return false }
        let start = review.attributed.ownership.termStart(
            of: event.account, by: csm, due: event.due, policy: policy)
        return start.map { $0 > event.due - Int(policy.termDays) } ?? false
    }
}
