import Calendar

extension Portfolio {
    /// Accounts whose owner left, and that nobody owns since.
    func accountsOfLeavers(asOf: Day) -> Suspicion? {
        guard csms.contains(where: { $0.endDate.map { $0 <= asOf } ?? false }) else { return nil }
        var orphans = [Int](repeating: 0, count: csms.count)
        var firstOrphan = [Int?](repeating: nil, count: csms.count)
        var start = 0
        while start < assignments.count {
            var end = start
            while end < assignments.count, assignments[end].account == assignments[start].account {
                end += 1
            }
            let own = assignments[start..<end].filter { $0.start <= asOf }
            start = end
            // Sorted by start, the last one tells who left last.
            guard let last = own.last, let left = leavingDay(of: last, asOf: asOf),
                own.allSatisfy({ endDay(of: $0, asOf: asOf).map { $0 <= left } ?? false })
            else { continue }
            orphans[last.csm] += 1
            if firstOrphan[last.csm] == nil { firstOrphan[last.csm] = last.account }
        }
        let examples = csms.indices.lazy.filter { orphans[$0] > 0 }.prefix(3).compactMap { csm in
            firstOrphan[csm].map { account in
                let id = self.accounts[account].id
                let left = csms[csm].endDate?.description ?? ""
                return "\(csms[csm].name) (\(csms[csm].id)) left on \(left); "
                    + (orphans[csm] == 1
                        ? "account \(id) has no owner since"
                        : "\(orphans[csm]) accounts have no owner since, \(id) among them")
            }
        }
        return Suspicion(
            .accountsOfLeavers, orphans.reduce(0, +),
            examples.isEmpty ? nil : examples.joined(separator: "; "),
            whatToDo: "Add the new owners to assignments.csv; until then these accounts and their "
                + "renewals belong to nobody.")
    }

    /// Assignments that go on after their CSM left.
    func openAssignments(asOf: Day) -> Suspicion? {
        var (count, example) = (0, String?.none)
        for assignment in assignments where assignment.start <= asOf {
            guard let left = leavingDay(of: assignment, asOf: asOf) else { continue }
            count += 1
            if example == nil {
                let csm = csms[assignment.csm]
                example =
                    "\(csm.name) (\(csm.id)) left on \(left), and the assignment to account "
                    + "\(accounts[assignment.account].id) "
                    + (assignment.end.map { "ends on \($0)" } ?? "has no end")
            }
        }
        return Suspicion(
            .openAssignments, count, example,
            whatToDo:
                "These assignments count as ended on the day the CSM left. Add their end_date "
                + "to assignments.csv, or correct the end_date in csms.csv.")
    }

    /// The day on which the CSM of an assignment left, if that cuts it short.
    private func leavingDay(of assignment: Assignment, asOf: Day) -> Day? {
        guard let left = csms[assignment.csm].endDate, left <= asOf,
            assignment.end.map({ $0 > left }) ?? true
        else { return nil }
        return left
    }

    /// The day on which an assignment ended; nil while it lasts.
    private func endDay(of assignment: Assignment, asOf: Day) -> Day? {
        leavingDay(of: assignment, asOf: asOf)
            ?? assignment.end.flatMap { $0 <= asOf ? $0 : nil }
    }
}
