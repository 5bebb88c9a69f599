public import Attribution
import Calendar
import Domain
import Scorecards

/// How annual recurring revenue moved month by month over the window of a review.
///
///     let walk = ARRWalk(attributed)
///     walk.company.window.churn  // what was lost in the window
///
/// Segments add up to the company, and so do teams with the part of no team. Months chain: the
/// closing of one is the opening of the next. Steps are gross. An account that shrinks in one month
/// and grows in the next is in both, so they do not give gross retention, which compares the ends of
/// the window.
///
/// Source: `Documentation/methods.md`, 23.
public struct ARRWalk: Sendable {
    /// The company.
    public let company: WalkPart
    /// The segments by their bytes.
    public private(set) var segments: [(segment: String, part: WalkPart)]
    /// The teams by the bytes of their names, then what no team owned (nil).
    public private(set) var teams: [(team: String?, part: WalkPart)]
    /// How many accounts are left out, because at the end of some month they had an amount in a
    /// currency without a rate.
    public let unrated: Int

    /// The walk of a portfolio.
    ///
    /// - Complexity: O(accounts × months), and a logarithm for each look-up. With currency moves, also
    ///   O(arr rows + renewals) for each month with other rates.
    public init(_ attributed: AttributedPortfolio) {
        let months = attributed.frame.windowMonthsInOrder
        let balances = MonthEndBalances(attributed, months: months)
        let names = Set(attributed.portfolio.accounts.map { SegmentName($0.segment) }).sorted()
        let positions = Dictionary(uniqueKeysWithValues: zip(names, 0...))
        let segmentOf = attributed.portfolio.accounts.map {
            positions[SegmentName($0.segment)] ?? 0
        }
        // Rows of teams are those of the scopes; the company's row stands for no team.
        let teamCount = attributed.scopes.trendRows.count
        var sums = WalkSums(months: months.count, segments: names.count, teams: teamCount)
        let due = attributed.amountsDueInWindow()
        for account in attributed.portfolio.accounts.indices where balances.isRated[account] {
            let segment = segmentOf[account]
            var team = attributed.teamRow(of: account, on: attributed.frame.opening)
            let opening = balances.windowOpening(of: account)
            sums.addOpening(
                opening, due: min(opening, due[account]), segment: segment, team: team)
            for (position, month) in months.enumerated() {
                let next = attributed.teamRow(of: account, on: month.lastDay)
                let change = balances.change(of: account, in: position)
                sums.add(change, month: position, segment: segment, from: team, to: next)
                team = next
            }
        }
        func part(_ slot: WalkSums.Slot) -> WalkPart {
            WalkPart(
                sums.steps(of: slot), months: months,
                yearStart: attributed.frame.fiscalYearStart, opening: sums.opening(of: slot),
                due: sums.due(of: slot))
        }
        company = part(.company)
        segments = names.indices.map { (segment: names[$0].text, part: part(.segment($0))) }
        teams =
            attributed.scopes.teams.indices.map { index in
                (team: attributed.scopes.teams[index], part: part(.team(index + 1)))
            } + [(team: nil, part: part(.team(0)))]
        unrated = balances.isRated.count { !$0 }
    }

    /// Withholds segments and teams.
    package mutating func keepCompanyOnly() { (segments, teams) = ([], []) }

    private enum Segment {}
    private typealias SegmentName = Identifier<Segment>
}

extension ReviewFrame {
    /// The months of the window, in order.
    fileprivate var windowMonthsInOrder: [Month] {
        (0..<Int(windowMonths)).reversed().map { month - $0 }
    }
}

extension AttributedPortfolio {
    /// The row of the team of an account's owner on a day; 0 without an owner or a team.
    fileprivate func teamRow(of account: Int, on day: Day) -> Int {
        scopes.teamRow(of: ownership.csm(of: account, on: day), on: day) ?? 0
    }

    /// What each account had due in the window, whatever came of it. An event in a currency without a
    /// rate adds nothing.
    fileprivate func amountsDueInWindow() -> [Double] {
        var due = [Double](repeating: 0, count: portfolio.accounts.count)
        for event in events where frame.window.contains(event.due) {
            due[event.account] += event.revenue?.before ?? 0
        }
        return due
    }
}
