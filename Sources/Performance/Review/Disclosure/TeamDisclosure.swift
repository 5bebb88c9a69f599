import Attribution
import Calendar
import Domain

/// Decides month by month which teams' figures may be shown to people who may not see those of single
/// persons.
///
/// A team with fewer people than the floor is withheld. What is withheld, together with the CSMs
/// without a team, is what remains of the company's figures after subtracting the teams shown. So
/// while fewer people than the floor remain, a further team is withheld (complementary suppression):
/// one that was withheld in the month before, or else the smallest.
///
/// Only CSMs who owned an account in the month count as people. The choice for a month depends on that
/// month and earlier ones alone. So the reviews of two months never differ by a small group.
///
/// Source: `Documentation/methods.md`, 18; Hundepool et al., "Statistical Disclosure Control", 2012, 4.
struct TeamDisclosure {
    private let names: [String]
    private let first: Month
    /// For each month from `first` on, whether each team is shown.
    private let isShown: [[Bool]]

    /// The choice for every month with an assignment, through the month under review.
    ///
    /// - Complexity: O(assignments × months).
    init(_ attributed: AttributedPortfolio, floor: Int) {
        let months = MonthlyTeams(attributed)
        var isShown: [[Bool]] = []
        for month in months.groups {
            let small = month.teams.indices.filter { !month.teams[$0].isSafe(floor) }
            var withheld = Set(small)
            func rest() -> MonthlyTeams.Group {
                withheld.reduce(into: month.without) { $0.formUnion(month.teams[$1]) }
            }
            while !rest().isSafe(floor) {
                let candidates = month.teams.indices.filter {
                    !withheld.contains($0) && !month.teams[$0].everybody.isEmpty
                }
                let next = candidates.min { left, right in
                    let (one, other) = (month.teams[left], month.teams[right])
                    let before = (isShown.last?[left] ?? true, isShown.last?[right] ?? true)
                    if before.0 != before.1 { return !before.0 }
                    return (one.active.count, left) < (other.active.count, right)
                }
                guard let next else { break }
                withheld.insert(next)
            }
            isShown.append(month.teams.indices.map { !withheld.contains($0) })
        }
        names = months.names
        first = months.first
        self.isShown = isShown
    }

    /// The names of the teams that are shown in all of some months, sorted by their bytes.
    func teams(in months: ClosedRange<Month>) -> [String] {
        names.indices.filter { team in
            isShown.enumerated().allSatisfy { index, shown in
                !months.contains(first + index) || shown[team]
            }
        }.map { names[$0] }
    }
}

/// Who was in which team in each month.
private struct MonthlyTeams {
    /// Some CSMs with a card, by their positions.
    struct Group {
        var everybody: Set<Int> = []
        /// Those who owned an account in the month.
        var active: Set<Int> = []

        /// Whether the figures of the group are those of nobody, or of enough people.
        func isSafe(_ floor: Int) -> Bool { everybody.isEmpty || active.count >= floor }

        mutating func formUnion(_ other: Group) {
            everybody.formUnion(other.everybody)
            active.formUnion(other.active)
        }
    }

    /// The names of all teams, sorted by their bytes.
    let names: [String]
    let first: Month
    /// The members of each team, and the CSMs without one, from the first month on.
    let groups: [(teams: [Group], without: Group)]

    init(_ attributed: AttributedPortfolio) {
        let csms = attributed.portfolio.csms
        let assignments = attributed.ownership.assignments
        let last = attributed.frame.month
        let first = assignments.map(\.start.month).min() ?? last
        var owns = [[Bool]](
            repeating: [Bool](repeating: false, count: max(0, last - first + 1)),
            count: csms.count)
        for assignment in assignments {
            let end = assignment.end.map { ($0 - 1).month } ?? last
            for month in max(0, assignment.start.month - first)...min(end, last) - first {
                owns[assignment.csm][month] = true
            }
        }
        let all = Set(csms.flatMap { $0.teams.compactMap(\.team) }.map(Identifier<CSM>.init))
            .sorted()
        let positions = Dictionary(uniqueKeysWithValues: zip(all, 0...))
        groups = (0..<max(0, last - first + 1)).map { index in
            let days = (first + index).firstDay...(first + index).lastDay
            var teams = [Group](repeating: Group(), count: all.count)
            var without = Group()
            for (csm, person) in csms.enumerated() where attributed.ownership.hasCard[csm] {
                var own = Group(everybody: [csm])
                if owns[csm][index] { own.active = [csm] }
                for team in person.terms(in: days) {
                    if let team {
                        positions[Identifier(team)].map { teams[$0].formUnion(own) }
                    } else {
                        without.formUnion(own)
                    }
                }
            }
            return (teams, without)
        }
        names = all.map(\.text)
        self.first = first
    }
}

extension CSM {
    /// The teams of a range of days, in order; nil for days without one.
    fileprivate func terms(in days: ClosedRange<Day>) -> [String?] {
        [team(on: days.lowerBound)]
            + teams.filter {
                $0.since.map { $0 > days.lowerBound && $0 <= days.upperBound } ?? false
            }
            .map(\.team)
    }
}
