import Attribution
import Calendar
import Domain
import Finance
package import OverrideAudit
import Scorecards

extension MonthlyReview {
    /// The review for people who may not see the figures of single persons.
    ///
    /// Teams and parts of the portfolio with fewer people than `Policy.smallestTeam` are left out, and
    /// so are those with whose figures they could be worked out. The company's own figures stay.
    ///
    /// - Parameter dimensions: which ways to divide the portfolio stay. Parts of one dimension may be
    ///   subtracted from those of another: give one where nothing else hides whose they are.
    /// - Returns: the review without them.
    ///
    /// Source: `Documentation/methods.md`, 18.
    package func withoutSmallGroups(dimensions: [Dimension] = Dimension.allCases) -> MonthlyReview {
        let floor = Int(policy.smallestTeam)
        let disclosure = TeamDisclosure(attributed, floor: floor)
        var review = self
        review.scoreboard.keepTeams(
            disclosure.teams(in: frame.opening.month...frame.month))
        review.earlier.keepCompanyOnly()
        let monthly = disclosure.teams(in: frame.firstTrendMonth - 1...frame.month)
        // That even quarters have too little is a figure of the quarters.
        let first = min(frame.firstTrendMonth, frame.firstTrendQuarterMonth)
        let quarterly = disclosure.teams(in: first - 1...frame.month)
        review.trends = trends.filter { trend in
            guard let team = trend.team else { return true }
            return team.isOneByBytes(of: trend.grain == .month ? monthly : quarterly)
        }
        review.walk.keepCompanyOnly()
        review.periods = periods.filter { $0.team == nil }
        review.audit.segments = segments(by: dimensions, floor: floor)
        return review
    }

    /// The review with pseudonyms in place of all that leads to a person or an account: identifiers
    /// and names of CSMs, accounts, overrides, renewals and episodes. Notes are left out.
    ///
    /// Pseudonyms are the same throughout the review. Whoever does not have the key can neither
    /// compute them nor compare them with those of a review of other facts.
    package func withPseudonyms(key: String) -> MonthlyReview {
        var review = self
        var portfolio = attributed.portfolio
        let csms = pseudonyms(of: portfolio.csms.map(\.id.text), key: key, prefix: "CSM-")
        for (index, name) in csms.enumerated() {
            portfolio.csms[index].id = CSMID(name)
            portfolio.csms[index].name = name
        }
        let accounts = pseudonyms(
            of: portfolio.accounts.map(\.id.text), key: key, prefix: "account-")
        for (index, name) in accounts.enumerated() {
            portfolio.accounts[index].id = AccountID(name)
            portfolio.accounts[index].name = nil
        }
        let overrides = pseudonyms(of: portfolio.overrides.map(\.id), key: key, prefix: "override-")
        for (index, name) in overrides.enumerated() {
            portfolio.overrides[index].id = name
            portfolio.overrides[index].note = nil
        }
        let renewals = pseudonyms(of: portfolio.renewals.map(\.id), key: key, prefix: "renewal-")
        for (index, name) in renewals.enumerated() { portfolio.renewals[index].id = name }
        review.attributed.portfolio = portfolio
        var episodes = audit.episodes
        for index in episodes.indices {
            if let first = episodes[index].overrides.first { episodes[index].id = overrides[first] }
        }
        review.audit.episodes = episodes
        return review
    }
}
