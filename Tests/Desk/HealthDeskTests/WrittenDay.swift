import Calendar
import Domain
import HealthDesk
import Scoring

/// Scores that a test wrote, by day.
struct WrittenScores: ScoreSource {
    /// The points of each account; an account without any has no score.
    var points: [Day: [Double?]] = [:]
    /// The components of each account on each day.
    var components: [Day: [[ScoredComponent]]] = [:]
    let accounts: Int

    func scores(on day: Day) -> [AccountScore] {
        (0..<accounts).map { account in
            let value = points[day]?[account]
            return AccountScore(
                day: day, modelVersion: nil, value: value,
                tier: value.map { DeskPolicy().tier(of: .init(rounding: $0)) }, basis: 1,
                components: components[day]?[account] ?? [], threshold: 60)
        }
    }
}

/// Facts of a few accounts, written by a test. Account 0 is `a`, 1 is `b` and so on; all belong to
/// CSM 0 from ever.
struct WrittenDay {
    static let day = Day(number: 20_600)  // 2026-05-27, a Wednesday
    let day = Self.day
    var portfolio = Portfolio()
    var working = WorkingFacts()
    var scores: WrittenScores
    var policy = DeskPolicy()

    init(_ points: [Double?], earlier: [Double?]? = nil) {
        scores = WrittenScores(accounts: points.count)
        scores.points[day] = points
        scores.points[day - 30] = earlier ?? points
        portfolio.csms = [CSM(id: "x"), CSM(id: "y")]
        for (place, letter) in "abcdefghijklmnopqrstuvwxyz".prefix(points.count).enumerated() {
            portfolio.accounts.append(Account(id: AccountID(String(letter)), segment: "S"))
            portfolio.assignments.append(
                Assignment(account: place, csm: 0, start: Day(number: 0)))
        }
    }

    var standing: WorkingDay {
        get throws {
            try WorkingDay(portfolio, working, scores: scores, on: day, policy: policy)
        }
    }
}

extension CSM {
    init(id: String, endDate: Day? = nil) {
        self.init(id: CSMID(id), name: id, teams: [], startDate: nil, endDate: endDate)
    }
}

extension ScoredComponent {
    /// A component with that score.
    static func written(
        _ name: String, _ score: Double?, weight: Double = 0.5, threshold: Double = 50,
        dataPoint: String? = nil
    ) -> Self {
        ScoredComponent(
            name: name, title: name.prefix(1).uppercased() + name.dropFirst(), weight: weight,
            weightInUse: score == nil ? 0 : weight, threshold: threshold, score: score, basis: 1,
            ageInDays: 1, isAging: false,
            measures: dataPoint.map {
                [
                    ScoredMeasure(
                        name: "m", weight: 1, knowledge: .known(score: score ?? 0, dataPoint: $0))
                ]
            } ?? [])
    }
}
