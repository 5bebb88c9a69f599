import Calendar
import Domain
import HealthDesk
import Scoring
import TestSupport
import Testing

struct ScoreSourceTests {
    private let day = WrittenDay.day
    private let policy = DeskPolicy()

    private func model(from: Day? = nil) throws -> ModelCourse {
        let line = try #require(PiecewiseLinear([.init(0, 0), .init(1, 100)]))
        let change = try #require(PiecewiseLinear([.init(-1, 0), .init(0, 100)]))
        return try ModelCourse([
            HealthModel(
                version: "1", from: from, threshold: 60,
                components: [
                    ModelComponent(
                        name: "use", title: "Use", weight: 1, validDays: 5, threshold: 50,
                        measures: [
                            ModelMeasure(
                                name: "u", weight: 1, source: .share(measure: "users", line),
                                text: .init("")),
                            ModelMeasure(
                                name: "l", weight: 1, source: .change(measure: "logins", change),
                                text: .init("")),
                        ])
                ])
        ])
    }

    @Test func `A model reads only its measures, as far back as they count`() throws {
        var builder = PortfolioBuilder(accounts: 2, csms: 1)
        builder.measures.record(1, "users", day - 3, 2, of: 8, at: "Bern")
        builder.measures.record(1, "users", day - 3, 2, of: 2, at: "Rome")
        builder.measures.record(1, "logins", day - 59, 100)
        builder.measures.record(1, "logins", day, 75)
        builder.measures.record(1, "logins", day - 100, 9)
        builder.measures.record(1, "other", day, 1)
        let reading = InMemoryReading(builder)
        let facts = try AccountFacts.all(
            of: reading, for: model().versions, on: day...day, policy: policy)
        #expect(facts[0] == AccountFacts())
        #expect(Set(facts[1].observations.keys) == ["users", "logins"])
        #expect(facts[1].observations["logins"]?.map(\.day) == [day - 59, day])
        let scores = try ModelScores(model(), facts, policy: policy).scores(on: day)
        #expect(scores.map(\.value) == [nil, (40 + 75) / 2.0])
        let today = try WorkingDay(
            reading, scores: ModelScores(model(from: day), facts, policy: policy), on: day,
            policy: policy)
        #expect(today.standings[1].score.value == 57.5 && today.standings[1].change == nil)
    }

    @Test func `The platform's scores are the latest by the day, with components`() throws {
        var builder = PortfolioBuilder(accounts: 3, csms: 1)
        let rows = [
            HealthDay(
                day: day - 40, score: Score(tenths: 900), components: ["use": Score(tenths: 100)]),
            HealthDay(
                day: day - 2, score: Score(tenths: 655), tier: .green,
                components: ["use": Score(tenths: 200)]),
            HealthDay(day: day + 1, score: Score(tenths: 10)),
        ]
        for row in rows { builder.health.record(0, row) }
        builder.health.record(1, day - 31, 90)
        let scores = PlatformScores(
            InMemoryReading(builder).health, accounts: 3, policy: policy)
        let now = try scores.scores(on: day)
        #expect(now.map(\.value) == [65.5, nil, nil])
        #expect(now[0].tier == .green && now[0].components.map(\.title) == ["Use"])
        #expect(now[0].components[0].score == 20 && now[0].components[0].isWeak)
        #expect(try scores.scores(on: day - 30).map(\.value) == [90, 90, nil])
    }
}
