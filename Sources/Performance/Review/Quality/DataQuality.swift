import Calendar
import Formats
import Attribution
import Domain
import Scorecards

/// Looks for problems with the facts of a review, as known at the end of its month.
///
/// Every check is a pure function of the facts dated by then.
///
/// - Complexity: O(facts) for each check.
///
/// Source: `Documentation/methods.md`, 17.
struct DataQuality {
    let attributed: AttributedPortfolio
    let outcomes: OutcomeCoverage
    let feeds: [FeedStatus]
    let coverage: [HealthCoverage]
    let healthScale: Suspicion?
    let company: Scorecard

    /// The problems, the most severe first, then by kind, then by example.
    func issues() -> [DataIssue] {
        let found: [DataIssue?] = [
            missingFeeds(.high), missingFeeds(.low), staleHealth, staleRenewals, missingOutcomes,
            accountsWithoutHistory, healthGaps, stuckScores,
            renewalsWithoutOwner, overlappingTerms, disagreeingRevenue, currenciesWithoutRate,
            openRenewalsWithoutRevenue, churnMissingInARR, manyContracts, parents,
            duplicateAnswers, duplicateOpportunities, duplicateSessions,
            unknownMetrics, targetsWithoutScope,
        ]
        let imports = rejectedRows + refusedFiles
        let suspicions =
            attributed.portfolio.suspicions(
                asOf: attributed.frame.asOf, policy: attributed.policy)
            + [healthScale].compactMap(\.self)
        let all = found.compactMap(\.self) + imports + suspicions.map(DataIssue.init)
        return all.sorted { left, right in
            if left.severity != right.severity { return left.severity < right.severity }
            if left.kind != right.kind { return left.kind.precedesByBytes(right.kind) }
            return left.example.precedesByBytes(right.example)
        }
    }
}

/// Counts the instances of an issue and keeps the first one as its example.
struct IssueTally {
    private(set) var count = 0
    private var example = ""

    /// Adds an instance.
    mutating func add(_ example: @autoclosure () -> String) {
        if count == 0 { self.example = example() }
        count += 1
    }

    /// The issue; nil without an instance.
    func issue(
        _ kind: String, _ severity: DataIssue.Severity, whatToDo: String
    ) -> DataIssue? {
        guard count > 0 else { return nil }
        return DataIssue(
            kind: kind, severity: severity, count: count, example: example, whatToDo: whatToDo)
    }
}

extension AttributedPortfolio {
    /// The identifier of an account in the feeds.
    func accountID(_ account: Int) -> String { portfolio.accounts[account].id.text }

    /// The renewals due in the window with their events.
    var windowRenewals: some Sequence<(Renewal, RenewalEvent)> {
        events.lazy.filter { $0.due >= frame.windowStart }
            .map { (portfolio.renewals[$0.renewal], $0) }
    }
}
