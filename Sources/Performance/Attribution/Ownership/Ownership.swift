package import Domain
package import Calendar

/// Who owned which account when, as known on a day.
///
/// An assignment that starts later is not known, nor is an end that lies later. Assignments of one
/// CSM on one account that adjoin are one. A CSM who has no card by that day owns nothing, so that
/// whatever is credited to a CSM stands on a card.
///
/// Source: `Documentation/methods.md`, 1 and 4.
package struct Ownership: Sendable {
    /// Sorted by account and start.
    package let assignments: [Assignment]
    /// The assignments of account `a` are those at `offsets[a]..<offsets[a + 1]`.
    private let offsets: [Int]

    /// Whether each CSM of the portfolio has a card: no start date, or one that has come.
    package let hasCard: [Bool]

    /// The ownership that a portfolio's assignments tell.
    ///
    /// - Complexity: O(accounts + assignments).
    package init(_ portfolio: Portfolio, asOf: Day) {
        let hasCard = portfolio.csms.map { csm in csm.startDate.map { $0 <= asOf } ?? true }
        var merged: [Assignment] = []
        merged.reserveCapacity(portfolio.assignments.count)
        for assignment in portfolio.assignments
        where assignment.start <= asOf && hasCard[assignment.csm] {
            var known = assignment
            if let end = known.end, end > asOf { known.end = nil }
            if let last = merged.last, last.account == known.account, last.csm == known.csm,
                last.end == known.start
            {
                merged[merged.count - 1].end = known.end
            } else {
                merged.append(known)
            }
        }
        assignments = merged
        offsets = accountOffsets(merged.map(\.account), accounts: portfolio.accounts.count)
        self.hasCard = hasCard
    }

    /// The CSM who owns an account on a day, as a position in `Portfolio.csms`; nil without one.
    package func csm(of account: Int, on day: Day) -> Int? {
        assignment(of: account, on: day)?.csm
    }

    /// The assignment that covers a day; nil without one.
    package func assignment(of account: Int, on day: Day) -> Assignment? {
        let range = offsets[account]..<offsets[account + 1]
        let next = assignments.firstPosition(in: range) { $0.start > day }
        guard next > range.lowerBound, assignments[next - 1].covers(day) else { return nil }
        return assignments[next - 1]
    }

    /// Whose an event of an account is.
    ///
    /// - Parameters:
    ///   - account: position in `Portfolio.accounts`.
    ///   - due: the event's due date.
    ///   - policy: the days before it in which ownership is counted, and how many it takes.
    /// - Returns: who owned the account for most of those days.
    package func owner(of account: Int, due: Day, policy: Policy) -> Owner {
        let first = due - Int(policy.ownershipFromDays)
        let last = due - Int(policy.ownershipToDays)
        let counted = assignments(of: account, from: first, through: last)
        if counted.count == 1 {
            // Nearly always it is one, and needs no list.
            let assignment = counted[counted.startIndex]
            return Double(assignment.days(from: first, through: last)) < policy.ownershipMinimumDays
                ? .transition : .csm(assignment.csm)
        }

        var claims: [Claim] = []
        for assignment in counted {
            claims.add(assignment, days: assignment.days(from: first, through: last))
        }
        guard let most = claims.map(\.days).max() else { return .unassigned }
        guard Double(most) >= policy.ownershipMinimumDays else { return .transition }
        let tied = claims.filter { $0.days == most }
        if tied.count > 1, let csm = csm(of: account, on: due - Int(policy.ownershipTieDays)),
            tied.contains(where: { $0.csm == csm })
        {
            return .csm(csm)
        }
        return tied.max { $0.start < $1.start }.map { .csm($0.csm) } ?? .unassigned
    }

    /// The first day of the CSM's assignment with which an event's term began: the earliest of those
    /// that reach into the days in which ownership is counted; nil without one.
    package func termStart(of account: Int, by csm: Int, due: Day, policy: Policy) -> Day? {
        assignments(
            of: account, from: due - Int(policy.ownershipFromDays),
            through: due - Int(policy.ownershipToDays)
        ).first { $0.csm == csm }?.start
    }

    /// The assignments that cover at least one of the days from `first` through `last`, in order.
    private func assignments(
        of account: Int, from first: Day, through last: Day
    ) -> ArraySlice<Assignment> {
        let range = offsets[account]..<offsets[account + 1]
        let lower = assignments.firstPosition(in: range) { assignment in
            assignment.end.map { $0 > first } ?? true
        }
        var upper = lower
        while upper < range.upperBound, assignments[upper].start <= last { upper += 1 }
        return assignments[lower..<upper]
    }
}

/// The days in which one CSM owned an account among those that count for an event.
private struct Claim {
    var csm: Int
    var days: Int
    /// The start of the CSM's last assignment there.
    var start: Day
}

extension Assignment {
    /// How many of the days from `first` through `last` it covers; it covers one at least.
    fileprivate func days(from first: Day, through last: Day) -> Int {
        let end = end.map { min($0, last + 1) } ?? last + 1
        return end - max(start, first)
    }
}

extension [Claim] {
    fileprivate mutating func add(_ assignment: Assignment, days: Int) {
        if let index = firstIndex(where: { $0.csm == assignment.csm }) {
            self[index].days += days
            self[index].start = assignment.start
        } else {
            append(Claim(csm: assignment.csm, days: days, start: assignment.start))
        }
    }
}
