import Attribution
import Domain
import Finance
import OverrideAudit
import Scorecards

extension MonthlyReview {
    /// The review for people outside the company's customer success team: no person, and no account that
    /// is not among its largest.
    ///
    /// Names and identifiers are not hidden but gone, so that nothing made of it can have them. What
    /// people wrote is left out where it names one of them.
    ///
    /// Source: `Documentation/methods.md`, 28.
    package func forBoard() -> MonthlyReview {
        var review = withoutSmallGroups(dimensions: [.segment])
        let names = withheldNames(besides: review)
        let teams = review.scoreboard.teams.compactMap { card -> String? in
            guard case .team(let name) = card.scope, !names.areIn(name) else { return nil }
            return name
        }
        review.scoreboard.keepTeams(teams)
        review.trends = review.trends.filter { $0.team?.isOneByBytes(of: teams) ?? true }
        review.audit.segments = review.audit.segments.filter { !names.areIn($0.value) }
        review.churnReasons.keepReasons({ !names.areIn($0) }, other: "other")
        review.issues = review.issues.map { $0.withoutExample }
        for index in review.feeds.indices where review.feeds[index].notImported.refusedFile != nil {
            review.feeds[index].notImported.refusedFile = "not named here"
            review.feeds[index].notImported.refusal = nil
        }
        review.removeNames(except: accountsToName)
        return review
    }

    /// What a board may not read: CSMs, accounts that are not named, teams that are not shown.
    ///
    /// - Parameter shown: the review with the teams that are shown.
    /// - Returns: the names.
    package func withheldNames(besides shown: MonthlyReview) -> WithheldNames {
        var names = WithheldNames()
        let portfolio = attributed.portfolio
        for csm in portfolio.csms {
            names.add(person: csm.name)
            names.add(csm.id.text)
        }
        let named = accountsToName
        for (index, account) in portfolio.accounts.enumerated() {
            names.add(account.id.text)
            if let name = account.name, !named.contains(index) { names.add(name) }
        }
        let teams = shown.scoreboard.teams.compactMap { card -> String? in
            if case .team(let name) = card.scope { name } else { nil }
        }
        for team in Set(portfolio.csms.flatMap { $0.teams.compactMap(\.team) })
        where !team.isOneByBytes(of: teams) {
            names.add(team)
        }
        return names
    }

    /// The positions of the accounts that a board is told the name of: those that lost a contract of more
    /// than `Policy.nameAccountsAbove` in the window.
    package var accountsToName: Set<Int> {
        Set(
            attributed.events.lazy.filter { event in
                frame.window.contains(event.due)
                    && (event.state == .churned || event.state == .lapsed)
                    && (event.revenue?.before ?? 0) > policy.nameAccountsAbove
            }.map(\.account))
    }

    private mutating func removeNames(except named: Set<Int>) {
        var portfolio = attributed.portfolio
        for index in portfolio.csms.indices {
            portfolio.csms[index].id = CSMID("CSM \(index + 1)")
            portfolio.csms[index].name = "a CSM"
        }
        for index in portfolio.accounts.indices {
            portfolio.accounts[index].id = AccountID("account \(index + 1)")
            if !named.contains(index) { portfolio.accounts[index].name = nil }
        }
        for index in portfolio.overrides.indices {
            portfolio.overrides[index].id = "override \(index + 1)"
            portfolio.overrides[index].note = nil
        }
        for index in portfolio.renewals.indices {
            portfolio.renewals[index].id = "renewal \(index + 1)"
        }
        for index in audit.episodes.indices { audit.episodes[index].id = "episode \(index + 1)" }
        attributed.portfolio = portfolio
    }
}

extension DataIssue {
    /// The same problem without what names an instance of it.
    fileprivate var withoutExample: DataIssue {
        DataIssue(kind: kind, severity: severity, count: count, example: "", whatToDo: "")
    }
}
