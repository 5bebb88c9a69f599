import Calendar
import Domain
import HealthDesk
import Scoring

/// The facts that go to the performance side: overrides, meaningful touches, and scores if they were
/// computed here. It is the only way that leads there, and none leads back.
struct FactExport {
    let portfolio: Portfolio
    let working: WorkingFacts

    /// The files by name.
    ///
    /// - Parameters:
    ///   - scores: where scores come from, if they are computed here.
    ///   - days: the days whose scores and touches are wanted; touches of all days up to the last.
    /// - Returns: the files.
    /// - Throws: what the store throws when it cannot be read.
    func files(
        scores: (any ScoreSource)?, on days: ClosedRange<Day>
    ) throws -> [(name: String, table: FeedTable)] {
        var files = [
            ("overrides.csv", overrides()), ("sessions.csv", sessions(through: days.upperBound)),
        ]
        if let scores { files.append(("health.csv", try health(scores, on: days))) }
        return files
    }

    /// The override log as it stands.
    private func overrides() -> FeedTable {
        var table = FeedTable(.overrides)
        for row in portfolio.overrides {
            table.add([
                row.id, portfolio.accounts[row.account].id.text, portfolio.csms[row.csm].id.text,
                row.logged.description, row.asserted.word, row.modelTier?.word ?? "",
                row.modelScore?.description ?? "", row.reason ?? "", row.note ?? "",
                row.reevaluate?.description ?? "", row.withdrawn?.description ?? "",
            ])
        }
        return table
    }

    /// Every meaningful touch as a session of whoever held it, or else of the owner on that day. One
    /// that is nobody's is left out.
    private func sessions(through last: Day) -> FeedTable {
        var table = FeedTable(.sessions)
        var owners: [Day: [Int: Int]] = [:]
        for touch in working.touches where touch.isMeaningful && touch.held <= last {
            if touch.csm == nil, owners[touch.held] == nil {
                owners[touch.held] = portfolio.owners(on: touch.held)
            }
            guard let csm = touch.csm ?? owners[touch.held]?[touch.account] else { continue }
            table.add([
                touch.id, portfolio.accounts[touch.account].id.text, portfolio.csms[csm].id.text,
                touch.held.description, touch.kind.rawValue,
            ])
        }
        return table
    }

    /// The score of each account on each day, in tenths, with its components. A day without a score
    /// has no row.
    private func health(_ source: any ScoreSource, on days: ClosedRange<Day>) throws -> FeedTable {
        var scored: [(Day, [AccountScore])] = []
        for age in 0...(days.upperBound - days.lowerBound) {
            let day = days.lowerBound + age
            scored.append((day, try source.scores(on: day)))
        }
        let names = Set(
            scored.flatMap { $0.1.flatMap { $0.components.map(\.name) } }
        ).sorted { $0.precedesByBytes($1) }
        var table = FeedTable(.health, further: names.map { Feed.componentPrefix + $0 })
        for (day, scores) in scored {
            for (account, score) in zip(portfolio.accounts, scores) {
                guard let value = score.score, let tier = score.tier else { continue }
                let components = names.map { name in
                    score.component(name)?.score.map { Score(rounding: $0).description } ?? ""
                }
                table.add(
                    [
                        account.id.text, day.description, value.description, tier.word,
                        score.modelVersion ?? "",
                    ] + components)
            }
        }
        return table
    }
}
