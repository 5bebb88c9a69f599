import Calendar
import Formats
import Attribution
import Domain
import Scorecards

extension DataQuality {
    /// `renewals_without_owner`: events due in the window that no CSM is credited with.
    var renewalsWithoutOwner: DataIssue? {
        let policy = attributed.policy
        var tally = IssueTally()
        for (renewal, event) in attributed.windowRenewals where event.owner == .unassigned {
            let first = renewal.due - Int(policy.ownershipFromDays)
            let last = renewal.due - Int(policy.ownershipToDays)
            tally.add(
                "renewal \(renewal.id) of account \(attributed.accountID(renewal.account)) had no "
                    + "owner from \(first) to \(last)")
        }
        return tally.issue(
            "renewals_without_owner", .medium,
            whatToDo: "Add the missing rows to assignments.csv, or leave them in the unassigned "
                + "pool if nobody owned these accounts.")
    }

    /// `overlapping_terms`: an account's renewal due fewer than `Policy.overlappingTermDays` after another one,
    /// the later one in the window.
    var overlappingTerms: DataIssue? {
        var tally = IssueTally()
        let renewals = attributed.portfolio.renewals
        var previous: RenewalEvent?
        for event in attributed.events {
            if let previous, previous.account == event.account,
                Double(event.due - previous.due) < attributed.policy.overlappingTermDays,
                event.due >= attributed.frame.windowStart
            {
                tally.add(
                    "renewals \(renewals[previous.renewal].id) and \(renewals[event.renewal].id) of "
                        + "account \(attributed.accountID(event.account)) are due on "
                        + "\(previous.due) and \(event.due)")
            }
            previous = event
        }
        return tally.issue(
            "overlapping_terms", .medium,
            whatToDo: "Check whether both are contracts of their own; a contract that stands "
                + "twice counts twice.")
    }

    /// `arr_disagrees`: events due in the window whose revenue before differs from that of the arr feed on the
    /// day before by more than `Policy.revenueDisagreementShare`.
    var disagreeingRevenue: DataIssue? {
        var hasFeed = [Bool](repeating: false, count: attributed.portfolio.accounts.count)
        for row in attributed.portfolio.arr where row.effective <= attributed.frame.asOf {
            hasFeed[row.account] = true
        }
        var tally = IssueTally()
        for (renewal, event) in attributed.windowRenewals where hasFeed[renewal.account] {
            let revenue = attributed.revenue.revenue(of: renewal.account, on: renewal.due - 1)
            guard let before = event.revenue?.before, let stated = revenue.amount else { continue }
            guard abs(stated - before) > attributed.policy.revenueDisagreementShare * before else {
                continue
            }
            tally.add(
                "renewal \(renewal.id) of account \(attributed.accountID(renewal.account)) says "
                    + "\(decimalText(before)), arr says \(decimalText(stated)) on "
                    + "\(renewal.due - 1)")
        }
        return tally.issue(
            "arr_disagrees", .medium,
            whatToDo: "Find out which feed is right and correct the other: renewal rates rest on "
                + "renewals.csv, retention on arr.csv.")
    }
}
