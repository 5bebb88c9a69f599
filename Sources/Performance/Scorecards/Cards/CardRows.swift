package import Attribution
import Calendar
import Domain

/// The rows of the facts that a CSM's card counts, so that the person can look at each of them.
///
///     let rows = attributed.rows(behindCardOf: csm)
///     for position in rows.renewals { print(attributed.portfolio.renewals[position].id) }
///
/// Every list holds positions in the list of the same name of `Portfolio`, the newest row first.
package struct CardRows: Sendable {
    /// The contracts due in the window that count for the CSM, each line of its own.
    package let renewals: [Int]
    /// The times in which the CSM owned an account, as far as they touch the window.
    package let assignments: [Int]
    /// The revenue of the accounts owned at either end of the window.
    package let arr: [Int]
    /// The answers that count in NPS and CSAT.
    package let surveys: [Int]
    /// The opportunities created in the window, or won in it.
    package let opportunities: [Int]
    /// The CSM's overrides logged in the window.
    package let overrides: [Int]
}

extension AttributedPortfolio {
    /// The rows that a CSM's card counts.
    ///
    /// - Parameter csm: position in `Portfolio.csms`.
    /// - Returns: their positions.
    /// - Complexity: O(facts).
    package func rows(behindCardOf csm: Int) -> CardRows {
        func isOwn(_ account: Int, on day: Day) -> Bool { owner(of: account, on: day) == .csm(csm) }
        let accounts = Set(
            portfolio.accounts.indices.filter {
                isOwn($0, on: frame.opening) || isOwn($0, on: frame.asOf)
            })
        return CardRows(
            renewals: newest(
                events.filter { $0.due >= frame.windowStart && $0.owner == .csm(csm) }
                    .flatMap { lines(at: $0.renewal).positions }
            ) { portfolio.renewals[$0].due },
            assignments: newest(
                portfolio.assignments.indices.filter {
                    let assignment = portfolio.assignments[$0]
                    return assignment.csm == csm && assignment.start <= frame.asOf
                        && assignment.end.map { $0 > frame.windowStart } ?? true
                }
            ) { portfolio.assignments[$0].start },
            arr: newest(revenuePoints(of: accounts)) { portfolio.arr[$0].effective },
            surveys: newest(
                latestAnswers(in: { frame.window.contains($0) ? 0 : nil }).filter {
                    isOwn(portfolio.surveys[$0].account, on: portfolio.surveys[$0].responded)
                }
            ) { portfolio.surveys[$0].responded },
            opportunities: newest(
                portfolio.opportunities.indices.filter { isCounted($0, for: csm) }
            ) { portfolio.opportunities[$0].created },
            overrides: newest(
                portfolio.overrides.indices.filter {
                    portfolio.overrides[$0].csm == csm
                        && frame.window.contains(portfolio.overrides[$0].logged)
                }
            ) { portfolio.overrides[$0].logged })
    }

    /// Positions by day, the latest first; those of one day as they come.
    private func newest(_ positions: [Int], _ day: (Int) -> Day) -> [Int] {
        positions.sorted { (day($1), $0) < (day($0), $1) }
    }

    /// The revenue that held at the opening or later in the window.
    private func revenuePoints(of accounts: Set<Int>) -> [Int] {
        portfolio.arr.indices.filter { position in
            let point = portfolio.arr[position]
            guard accounts.contains(point.account), point.effective <= frame.asOf else {
                return false
            }
            let next = position + 1
            // Revenue is sorted by account and day.
            let isReplaced =
                next < portfolio.arr.count && portfolio.arr[next].account == point.account
                && portfolio.arr[next].effective <= frame.opening
            return !isReplaced
        }
    }

    private func isCounted(_ position: Int, for csm: Int) -> Bool {
        let opportunity = portfolio.opportunities[position]
        guard opportunity.created <= frame.asOf else { return false }
        let isWon =
            opportunity.stage == .won
            && opportunity.closed.map { frame.window.contains($0) } ?? false
        guard isWon || frame.window.contains(opportunity.created) else { return false }
        return
            (opportunity.csm.map(scopes.owner(named:))
            ?? owner(of: opportunity.account, on: opportunity.created)) == .csm(csm)
    }
}
