import Calendar
import Attribution
import Domain

/// A settled renewal, and the day on which its account is compared with others: the day on which its
/// owner's term began.
struct SettledTerm: Sendable {
    /// Position of the account in `Portfolio.accounts`.
    let account: Int
    /// The due date.
    let due: Day
    /// Whether it was renewed. It churned or lapsed otherwise.
    let isRenewed: Bool
    /// Who is credited with it.
    let owner: Owner
    /// The day on which the account is compared with others.
    let start: Day
    /// Whether the owner took the account over after the term had begun.
    let isHandedOver: Bool
}

extension AttributedPortfolio {
    /// The settled renewals due in the months from which probabilities are learnt, sorted by account
    /// and due date.
    ///
    /// Source: `Documentation/methods.md`, 9.
    func settledTerms() -> [SettledTerm] {
        let months = Int(max(policy.historyMonths, frame.windowMonths))
        let first = (frame.month - (months - 1)).firstDay
        return events.lazy.filter { $0.due >= first && $0.state.isSettled }.map { event in
            let begin = event.due - Int(policy.termDays)
            var start = begin
            if case .csm(let csm) = event.owner,
                let owned = ownership.termStart(
                    of: event.account, by: csm, due: event.due, policy: policy)
            {
                start = max(begin, owned)
            }
            return SettledTerm(
                account: event.account, due: event.due, isRenewed: event.state == .renewed,
                owner: event.owner, start: start, isHandedOver: start > begin)
        }
    }
}
