import Calendar
import Domain
import HealthDesk
import Scoring

/// The scores of an account from day to day.
struct AccountHistory: Sendable {
    /// The first day.
    let first: Day
    /// The score of each day; nil where it is not known.
    let scores: [Double?]

    /// How many days of the platform's scores are shown.
    private static let platformDays = 180

    /// The scores up to today.
    ///
    /// - Throws: what the store throws when it cannot be read.
    init(_ standing: AccountStanding, _ open: OpenDay) throws {
        if let source = open.scores as? ModelScores {
            first = open.day - OpenDay.computedHistoryDays
            scores = (0...OpenDay.computedHistoryDays).map { [first] offset in
                source.score(of: standing.position, on: first + offset).value
            }
            return
        }
        let days = (0...Self.platformDays).map { open.day - Self.platformDays + $0 }
        first = days[0]
        let questions = days.map { HealthQuestion(account: standing.position, day: $0) }
        scores = try open.reading.health.scores(
            asOf: questions, maximumAge: Int(open.today.policy.scoreMaximumAgeDays),
            version: .current
        ).map { $0?.score.points }
    }

    /// Which day a place in `scores` is, if it is one of them.
    func place(of day: Day) -> Int? {
        let place = day - first
        return scores.indices.contains(place) ? place : nil
    }
}
