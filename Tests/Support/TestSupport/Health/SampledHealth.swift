package import Calendar
package import Domain
package import Sample

/// The daily scores of a sample.
package struct SampledHealth: HealthHistory {
    /// By position of the account; nil for one that is not scored.
    private let series: [SampleExport.DailyScores?]

    package init(_ export: SampleExport, accounts: [String: Int]) {
        var series = [SampleExport.DailyScores?](repeating: nil, count: accounts.count)
        for scores in export.health {
            if let account = accounts[scores.account] { series[account] = scores }
        }
        self.series = series
    }

    package func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            guard let scores = series[Int(question.account)] else { return nil }
            let day = question.day - scores.first
            let (oldest, newest) = (max(0, day - maximumAge), min(day, scores.tenths.count - 1))
            guard oldest <= newest,
                let latest = (oldest...newest).last(where: { scores.tenths[$0] >= 0 })
            else { return nil }
            return HealthAnswer(
                day: scores.first + latest, score: Score(tenths: scores.tenths[latest]), tier: nil)
        }
    }

    /// Samples in memory have no components.
    package func components(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> ComponentScores {
        ComponentScores(
            names: [], tenths: [],
            versions: ModelVersions(names: [], rows: questions.map { _ in -1 }))
    }

    package func days(of account: Int) -> [HealthDay] {
        guard let scores = series[account] else { return [] }
        return scores.tenths.indices.filter { scores.tenths[$0] >= 0 }.map {
            HealthDay(day: scores.first + $0, score: Score(tenths: scores.tenths[$0]))
        }
    }

    package func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) {
        for (account, scores) in series.enumerated() {
            guard let scores else { continue }
            let days = max(0, first - scores.first)..<max(0, last - scores.first + 1)
            for day in days.clamped(to: scores.tenths.indices) where scores.tenths[day] >= 0 {
                body(
                    account,
                    HealthAnswer(
                        day: scores.first + day, score: Score(tenths: scores.tenths[day]), tier: nil
                    ))
            }
        }
    }

    /// No analysis of samples asks for months.
    package func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) {}
}
