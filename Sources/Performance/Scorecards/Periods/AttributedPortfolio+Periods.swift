public import Attribution
import Calendar
import Domain

extension AttributedPortfolio {
    /// The last eight fiscal quarters and three fiscal years that ended by the last day, of the company
    /// and then of the teams by the bytes of their names.
    ///
    /// States are those of the last day of the review. Amounts are converted at the rates of the
    /// period's own first day. So the quarter that ends on the last day has the figures of its own
    /// review.
    ///
    /// - Complexity: O(facts) for each period.
    ///
    /// Source: `Documentation/methods.md`, 24.
    public func periodHistories() -> [PeriodHistory] {
        let quarters = frame.endedQuarters.map(figures)
        let years = frame.endedYears.map(figures)
        return zip(scopes.trendRows, [nil] + scopes.teams.map(Optional.some)).map { row, team in
            PeriodHistory(
                team: team, quarters: quarters.map { $0[row] }, years: years.map { $0[row] })
        }
    }

    /// A period of the company and of every team.
    package func figures(of period: Period) -> [PeriodFigures] {
        let converted = converted(atRatesOf: period.days.lowerBound)
        var tallies = [RenewalTally](repeating: RenewalTally(), count: scopes.trendRows.count)
        for event in converted.events where period.days.contains(event.due) {
            tallies[0].add(event, policy: policy)
            if case .csm(let csm) = event.owner,
                let row = scopes.teamRow(of: csm, on: event.due)
            {
                tallies[row].add(event, policy: policy)
            }
        }
        let books = retentionTallies(
            over: period.opening...period.days.upperBound, converted.revenue)
        return scopes.trendRows.map { row in
            var metrics = Metrics()
            tallies[row].fill(&metrics, policy: policy)
            books[row].fillRetention(&metrics, policy: policy)
            return PeriodFigures(period: period, renewals: tallies[row].counts, metrics: metrics)
        }
    }
}
