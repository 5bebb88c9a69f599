package import Domain
package import Calendar

/// Who owned which account when, as known on a day.
///
/// Assignments that start after the day, and ends after it, are not known. An assignment ends when
/// its CSM leaves. Adjoining assignments of one CSM on one account are merged. A CSM without a scorecard on that day owns nothing, so that
/// everything credited to a CSM is on a scorecard.
///
/// Source: `Documentation/methods.md`, 1 and 4.
package struct Ownership: Sendable {
    /// Sorted by account and start.
    package let assignments: [Assignment]
    /// The assignments of account `a` are those at `offsets[a]..<offsets[a + 1]`.
    private let offsets: [Int]

    /// Whether each CSM of the portfolio has a scorecard: the start date is not given, or has come.
    package let hasCard: [Bool]

    /// The ownership according to the assignments of a portfolio.
    ///
    /// - Complexity: O(accounts + assignments).
    package init(_ portfolio: Portfolio, asOf: Day) {
        let hasCard = portfolio.csms.map { csm in csm.startDate.map { $0 <= asOf } ?? true }
        var merged: [Assignment] = []
        merged.reserveCapacity(portfolio.assignments.count)
        // The day on which each CSM left; never for one of whom that is not known on the day.
        let leaving = portfolio.csms.map { csm in
            csm.endDate.flatMap { $0 <= asOf ? $0 : nil } ?? Day(number: .max)
        }
        for assignment in portfolio.assignments
        where assignment.start <= asOf && hasCard[assignment.csm]
            && assignment.start < leaving[assignment.csm]
        {
            var known = assignment
            let end = min(known.end ?? Day(number: .max), leaving[known.csm])
            known.end = end <= asOf ? end : nil
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
    ///
    /// - Complexity: O(log n) in the account's assignments.
    package func csm(of account: Int, on day: Day) -> Int? {
        assignment(of: account, on: day)?.csm
    }

    /// The assignment of an account that covers a day; nil without one.
    package func assignment(of account: Int, on day: Day) -> Assignment? {
        let range = offsets[account]..<offsets[account + 1]
        let next = assignments.firstPosition(in: range) { $0.start > day }
        guard next > range.lowerBound, assignments[next - 1].covers(day) else { return nil }
        return assignments[next - 1]
    }

    /// Who is credited with a renewal.
    ///
    /// - Parameters:
    ///   - account: position in `Portfolio.accounts`.
    ///   - due: the due date.
    ///   - policy: says in which days ownership is counted, and how many of them it takes.
    /// - Returns: the CSM who owned the account for most of those days, or a pool.
    /// - Complexity: O(log n) in the account's assignments.
    package func owner(of account: Int, due: Day, policy: Policy) -> Owner {
        let first = due - Int(policy.ownershipFromDays)
        let last = due - Int(policy.ownershipToDays)
        let counted = assignments(of: account, from: first, through: last)
        if counted.count == 1 {
            // Most renewals have one owner in those days, and need no list.
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

    /// The day on which the term of a CSM began: the first day of the earliest of the CSM's
    /// assignments that reach into the days in which ownership is counted; nil without one.
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

/// The days in which one CSM owned an account, of those in which ownership is counted.
private struct Claim {
    var csm: Int
    var days: Int
    /// The start of the CSM's last assignment in those days.
    var start: Day
}

extension Assignment {
    /// How many of the days from `first` through `last` it covers.
    ///
    /// - Precondition: it covers at least one of them.
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
