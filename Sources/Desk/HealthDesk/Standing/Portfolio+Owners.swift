public import Calendar
public import Domain

extension Portfolio {
    /// The owner of each account on a day, by position. An account that nobody owns is absent.
    ///
    /// Of several assignments, the one that started last counts.
    public func owners(on day: Day) -> [Int: Int] {
        var owners: [Int: Assignment] = [:]
        for assignment in assignments where covers(assignment, day) {
            if let other = owners[assignment.account], other.start >= assignment.start { continue }
            owners[assignment.account] = assignment
        }
        return owners.mapValues(\.csm)
    }

    /// Whether the assignment counts on a day: who left the company owns nothing.
    private func covers(_ assignment: Assignment, _ day: Day) -> Bool {
        assignment.covers(day) && csms[assignment.csm].endDate.map { day < $0 } ?? true
    }
}
