import Calendar
import Formats

extension Portfolio {
    /// Contracts of one account and due date that are alike but for their identifiers.
    func duplicateLines(asOf: Day) -> Suspicion? {
        var (count, example) = (0, String?.none)
        for index in renewals.indices.dropFirst()
        where renewals[index].due == renewals[index - 1].due
            && renewals[index].account == renewals[index - 1].account
            && renewals[index].due <= asOf
        {
            let (first, second) = (renewals[index - 1], renewals[index])
            guard first.isLike(second, asOf: asOf) else { continue }
            count += 1
            if example == nil {
                example =
                    "renewals \(first.id) and \(second.id) of account \(accounts[first.account].id) "
                    + "are alike but for their identifiers: due \(first.due), "
                    + "\(decimalText(first.arrBefore)) before"
            }
        }
        return Suspicion(
            .duplicateLines, count, example,
            whatToDo:
                "Check whether one contract was exported twice; the amounts of contracts that "
                + "are due together add up.")
    }

    /// Accounts whose last contract churned, and whose latest `arr` row is later and not 0.
    func churnedWithRevenue(asOf: Day) -> Suspicion? {
        var (count, example) = (0, String?.none)
        var next = 0
        for (index, row) in arr.enumerated() where row.effective <= asOf && row.arr > 0 {
            let isLatest =
                index + 1 == arr.count || arr[index + 1].account != row.account
                || arr[index + 1].effective > asOf
            guard isLatest else { continue }
            while next < renewals.count, renewals[next].account < row.account { next += 1 }
            var hasChurned = false
            var due: Day?
            while next < renewals.count, renewals[next].account == row.account {
                let isChurned =
                    renewals[next].outcome == .churned
                    && renewals[next].closed ?? renewals[next].due <= asOf
                hasChurned = isChurned && (due != renewals[next].due || hasChurned)
                due = renewals[next].due
                next += 1
            }
            guard hasChurned, let due, due < row.effective else { continue }
            count += 1
            if example == nil {
                example =
                    "account \(accounts[row.account].id) churned on \(due), and arr has "
                    + "\(decimalText(row.arr)) for it from \(row.effective)"
            }
        }
        return Suspicion(
            .churnedWithRevenue, count, example,
            whatToDo: "If they churned, add arr rows of 0; if they came back, add the new contract "
                + "to renewals.csv.")
    }
}

extension Renewal {
    /// What was known of it on a day.
    fileprivate func known(asOf: Day) -> Renewal {
        var known = self
        if let notice, notice > asOf { known.notice = nil }
        if outcome != .open, (closed ?? due) > asOf {
            (known.outcome, known.closed, known.arrAfter) = (.open, nil, 0)
        }
        return known
    }

    /// Whether both, of one account and due date, are alike but for the identifier, as known on a day.
    fileprivate func isLike(_ other: Renewal, asOf: Day) -> Bool {
        let (one, two) = (known(asOf: asOf), other.known(asOf: asOf))
        return one.arrBefore == two.arrBefore && one.outcome == two.outcome
            && one.closed == two.closed && one.notice == two.notice
            && one.arrAfter == two.arrAfter && one.currency == two.currency
            && one.termStart == two.termStart
    }
}
