import Statistics
import Attribution
import Calendar
import Domain
import Finance
import PerformanceTestSupport
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct TeamDisclosureTests {
    fileprivate static let floor = 3

    /// Reviews of five months: cards over two months, trends over two months or two quarters.
    fileprivate static let months = (0..<5).map { october - 4 + $0 }

    fileprivate static var policy: Policy {
        var policy = Policy()
        policy.windowMonths = 2
        policy.trendMonths = 2
        policy.trendQuarters = 2
        policy.smallestTeam = Double(floor)
        return policy
    }

    @Test(arguments: 0..<200)
    func `No figure of fewer people than the floor follows from all that is shown`(seed: Int) throws
    {
        let company = RandomCompany(seed: UInt64(seed))
        let shown = try company.sums { review in
            let open = review.withoutSmallGroups()
            return (open.teamsWithCards, open.teamsWithTrends, open.teamsWithQuarters)
        }
        #expect(company.groupsThatFollow(from: shown, floor: Self.floor).isEmpty)
    }

    @Test
    func `Without complementary suppression such figures do follow, so the search finds them`()
        throws
    {
        let found = try (0..<10).count { seed in
            let company = RandomCompany(seed: UInt64(seed))
            let shown = try company.sums { review in
                let names = Set(
                    review.attributed.portfolio.csms.compactMap {
                        $0.team(on: review.frame.asOf)
                    }
                ).filter { name in
                    review.attributed.portfolio.csms.count {
                        $0.team(on: review.frame.asOf) == name
                    } >= Self.floor
                }
                return (names, names, names)
            }
            return !company.groupsThatFollow(from: shown, floor: Self.floor).isEmpty
        }
        #expect(found > 0)
    }

    @Test func `A second team is withheld where one alone would follow from the company's figures`()
        throws
    {
        var builder = PortfolioBuilder()
        for (team, people) in [("East", 6), ("North", 1), ("South", 5), ("West", 9)] {
            for number in 0..<people {
                let csm = builder.csm("\(team) \(number)", team: team)
                let account = builder.account("\(team) \(number)")
                builder.assign(account, to: csm, from: "2020-01-01")
                builder.renewal(account, due: "2026-05-01", .renewed, closed: "2026-05-01")
            }
        }
        let review = try builder.review()
        #expect(review.withoutSmallGroups().teamsWithCards == ["East", "West"])
        #expect(review.withoutSmallGroups().teamsWithTrends == ["East", "West"])
        #expect(review.withoutSmallGroups().trends.contains { $0.team == nil })
        // The walk and the periods are shown of the whole company alone.
        #expect(!review.walk.teams.isEmpty && review.periods.count > 1)
        #expect(review.withoutSmallGroups().walk.teams.isEmpty)
        #expect(review.withoutSmallGroups().walk.segments.isEmpty)
        #expect(review.withoutSmallGroups().periods.map(\.team) == [nil])
        // Nobody is left who could be found by subtraction.
        var whole = builder
        whole.facts.csms[6].teams = [TeamTerm(since: nil, team: "East")]
        #expect(
            try whole.review().withoutSmallGroups().teamsWithCards == ["East", "South", "West"])
    }

    @Test func `People without an account do not make a team large enough`() throws {
        var builder = PortfolioBuilder()
        for number in 0..<12 {
            let csm = builder.csm("c\(10 + number)", team: number < 6 ? "A" : "B")
            guard number != 1, number != 2 else { continue }
            builder.assign(builder.account("a\(10 + number)"), to: csm, from: "2020-01-01")
        }
        #expect(try builder.review().withoutSmallGroups().teamsWithCards.isEmpty)
    }
}

extension MonthlyReview {
    fileprivate var teamsWithCards: Set<String> {
        Set(
            scoreboard.teams.compactMap { card in
                if case .team(let name) = card.scope { name } else { nil }
            })
    }

    fileprivate var teamsWithTrends: Set<String> {
        Set(trends.filter { $0.grain == .month }.compactMap(\.team))
    }

    fileprivate var teamsWithQuarters: Set<String> {
        Set(trends.filter { $0.grain != .month }.compactMap(\.team))
    }
}

/// A company whose CSMs change teams.
private struct RandomCompany {
    var builder = PortfolioBuilder()
    /// CSMs who never own an account.
    var idle: Set<Int> = []

    /// What one CSM does in one team in one month: the smallest summand of any figure.
    struct Part: Hashable {
        let csm: Int
        let month: Month
        let team: String?
    }

    init(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let teams = (0..<Int.random(in: 2...4, using: &generator)).map { "team \($0)" }
        for number in 0..<Int.random(in: 5...10, using: &generator) {
            let csm = builder.csm("c\(10 + number)")
            var terms: [TeamTerm] = []
            var since: Day?
            repeat {
                let team =
                    Int.random(in: 0..<8, using: &generator) == 0
                    ? nil : teams.randomElement(using: &generator)
                terms.append(TeamTerm(since: since, team: team))
                since = (since ?? "2026-03-01") + Int.random(in: 20...200, using: &generator)
            } while Int.random(in: 0..<3, using: &generator) == 0
            builder.facts.csms[csm].teams = terms
            // The figures of the whole company are shown however small it is: it has enough people.
            if number >= TeamDisclosureTests.floor, Int.random(in: 0..<6, using: &generator) == 0 {
                idle.insert(csm)
            } else {
                builder.assign(builder.account("a\(10 + number)"), to: csm, from: "2020-01-01")
            }
        }
    }

    /// Every sum that the reviews of all months show, as the parts that it adds up.
    ///
    /// - Parameter teams: the teams of which a review shows the card, and those of which it shows
    ///   trends by month and by quarter.
    /// - Returns: the parts of each sum.
    /// - Throws: what making a review throws.
    func sums(
        _ teams: (MonthlyReview) -> (
            cards: Set<String>, trends: Set<String>, quarters: Set<String>
        )
    ) throws -> [Set<Part>] {
        func parts(of months: [Month], _ isCounted: (String?) -> Bool) -> Set<Part> {
            var found: Set<Part> = []
            for month in months {
                let days = (0...month.lastDay - month.firstDay).map { month.firstDay + $0 }
                for (csm, person) in builder.facts.csms.enumerated() {
                    for team in Set(days.map { person.team(on: $0) }) where isCounted(team) {
                        found.insert(Part(csm: csm, month: month, team: team))
                    }
                }
            }
            return found
        }
        var sums: [Set<Part>] = []
        for month in TeamDisclosureTests.months {
            let shown = teams(try builder.review(policy: TeamDisclosureTests.policy, month: month))
            let window = [month - 1, month]
            sums += [window, [window[0]], [window[1]]].map { parts(of: $0) { _ in true } }
            sums += shown.cards.map { team in parts(of: window) { $0 == team } }
            for team in shown.trends {
                sums += window.map { one in parts(of: [one]) { $0 == team } }
            }
            let quarters = ReviewFrame(month: month, policy: TeamDisclosureTests.policy)
                .trendQuarters.map { [$0.firstMonth, $0.firstMonth + 1, $0.lastMonth] }
            sums += quarters.map { parts(of: $0) { _ in true } }
            for team in shown.quarters {
                sums += quarters.map { months in parts(of: months) { $0 == team } }
            }
        }
        return sums
    }

    /// The groups of fewer CSMs than the floor some of whose figures are a combination of the sums.
    func groupsThatFollow(from sums: [Set<Part>], floor: Int) -> [Set<Int>] {
        // Parts that are in the same sums cannot be told apart: they are one unknown.
        var unknowns: [[Bool]: Set<Int>] = [:]
        for part in sums.reduce(into: Set<Part>(), { $0.formUnion($1) }) {
            unknowns[sums.map { $0.contains(part) }, default: []].insert(part.csm)
        }
        let columns = unknowns.map { (inSums: $0.key, csms: $0.value) }
        func rank(without group: Set<Int>) -> Int {
            let kept = columns.filter { !$0.csms.isSubset(of: group) }
            return rankOfMatrix(sums.indices.map { row in kept.map { $0.inSums[row] ? 1 : 0 } })
        }
        let whole = rank(without: [])
        let busy = Set(builder.facts.csms.indices).subtracting(idle).sorted()
        var groups: [Set<Int>] = [[]]
        for _ in 1..<floor {
            groups = Array(Set(groups.flatMap { group in busy.map { group.union([$0]) } }))
        }
        // A combination that has no other CSMs in it is one that vanishes without the group.
        return groups.filter { rank(without: $0.union(idle)) < whole }
    }
}

/// The rank of a matrix of 0 and 1, computed modulo a prime.
private func rankOfMatrix(_ matrix: [[Int]]) -> Int {
    let prime = 2_147_483_647
    func power(_ base: Int, _ exponent: Int) -> Int {
        var (result, base, exponent) = (1, base, exponent)
        while exponent > 0 {
            if exponent & 1 == 1 { result = result * base % prime }
            (base, exponent) = (base * base % prime, exponent >> 1)
        }
        return result
    }
    var rows = Array(Set(matrix))
    var rank = 0
    for column in 0..<(matrix.first?.count ?? 0) {
        guard let pivot = rows.indices.dropFirst(rank).first(where: { rows[$0][column] != 0 })
        else { continue }
        rows.swapAt(rank, pivot)
        let inverse = power(rows[rank][column], prime - 2)
        for row in rows.indices.dropFirst(rank + 1) where rows[row][column] != 0 {
            let factor = rows[row][column] * inverse % prime
            for place in column..<rows[row].count {
                rows[row][place] =
                    (rows[row][place] + (prime - factor) * rows[rank][place]) % prime
            }
        }
        rank += 1
        if rank == rows.count { break }
    }
    return rank
}
