import Attribution
import Calendar
import Domain
import Formats
import Scorecards

extension DataQuality {
    /// `open_renewals_without_revenue`: accounts with a renewal that is still open, or still to come,
    /// and without revenue on the last day, or on the day before it is due. One whose term starts later is in order.
    var openRenewalsWithoutRevenue: DataIssue? {
        let (portfolio, asOf) = (attributed.portfolio, attributed.frame.asOf)
        var tally = IssueTally()
        var next = 0
        var lastAccount = -1
        while next < portfolio.renewals.count {
            let lines = attributed.lines(at: next)
            next = lines.positions.upperBound
            let account = lines.first.account
            guard account != lastAccount else { continue }
            let isClosed = lines.closing.map { $0 <= asOf } ?? false
            let isLapsed = attributed.states[lines.positions.lowerBound]?.isSettled ?? false
            let isToStart =
                [lines.termStart, portfolio.accounts[account].customerSince].contains {
                    $0.map { $0 > asOf } ?? false
                }
            // Who pays nothing from the due date on has left, and the renewal is only not closed yet.
            let day = min(asOf, lines.due - 1)
            guard !isClosed, !isLapsed, !isToStart,
                !attributed.revenue.revenue(of: account, on: day).isPaid
            else { continue }
            lastAccount = account
            tally.add(
                "account \(attributed.accountID(account)) has an open renewal, \(lines.first.id) due "
                    + "on \(lines.due), and ARR 0 on \(day)")
        }
        return tally.issue(
            "open_renewals_without_revenue", .medium,
            whatToDo:
                "Say when its revenue began: add term_start to the renewal in renewals.csv, or "
                + "rows to arr.csv.")
    }

    /// `churn_missing_in_arr`: accounts whose last contract churned in the window and that still pay
    /// by `arr.csv`, if no account at all stopped paying in the window.
    var churnMissingInARR: DataIssue? {
        let (portfolio, frame) = (attributed.portfolio, attributed.frame)
        var hasRows = [Bool](repeating: false, count: portfolio.accounts.count)
        for row in portfolio.arr where row.effective <= frame.asOf { hasRows[row.account] = true }
        let revenue = attributed.revenue
        var tally = IssueTally()
        for (index, event) in attributed.events.enumerated()
        where event.due >= frame.windowStart && hasRows[event.account]
            && (event.state == .churned || event.state == .lapsed)
        {
            let isLast =
                index + 1 == attributed.events.count
                || attributed.events[index + 1].account != event.account
            guard isLast, revenue.revenue(of: event.account, on: frame.asOf).isPaid else {
                continue
            }
            tally.add(
                "account \(attributed.accountID(event.account)) churned on \(event.due) by "
                    + "renewals.csv, and pays on \(frame.asOf) by arr.csv")
        }
        guard tally.count > 0 else { return nil }
        let hasChurn = portfolio.accounts.indices.contains { account in
            revenue.revenue(of: account, on: frame.opening).isPaid
                && !revenue.revenue(of: account, on: frame.asOf).isPaid
        }
        return hasChurn
            ? nil
            : tally.issue(
                "churn_missing_in_arr", .high,
                whatToDo:
                    "Write a row of 0 in arr.csv for accounts that churned, or import lists of who "
                    + "pays with --snapshot; until then retention and churn look too good.")
    }
}
