import Calendar
import Domain
import Scoring
import Testing

struct ScoreTests {
    private let day = Day(number: 20_600)
    private let policy = DeskPolicy()

    /// Two components: usage with two measures of 3 and 1, and people.
    private var model: HealthModel {
        get throws {
            let seats = try #require(PiecewiseLinear([.init(0, 0), .init(0.8, 100)]))
            let logins = try #require(PiecewiseLinear([.init(-0.5, 0), .init(0, 80)]))
            let days = try #require(PiecewiseLinear([.init(10, 100), .init(60, 0)]))
            return HealthModel(
                version: "1", threshold: 60,
                components: [
                    ModelComponent(
                        name: "usage", title: "Usage", weight: 60, validDays: 7, threshold: 60,
                        measures: [
                            ModelMeasure(
                                name: "seats", weight: 3, source: .share(measure: "users", seats),
                                text: .init("Active users: {value} of {of} seats")),
                            ModelMeasure(
                                name: "logins", weight: 1,
                                source: .change(measure: "logins", logins),
                                text: .init("Logins down {change}")),
                        ]),
                    ModelComponent(
                        name: "people", title: "People", weight: 40, validDays: 90, threshold: 50,
                        measures: [
                            ModelMeasure(
                                name: "touch", weight: 1, source: .touch(days),
                                text: .init("No touch for {days} days")),
                            ModelMeasure(
                                name: "sponsor", weight: 1, source: .contact(role: .sponsor),
                                text: .init("{name} is the sponsor"),
                                vacantText: .init("No sponsor {since}")),
                        ]),
                ])
        }
    }

    private func facts(usersAge: Int = 1) -> AccountFacts {
        AccountFacts(
            observations: [
                "users": [Observation(day: day - usersAge, value: 10, whole: 25)],
                "logins": [
                    Observation(day: day - 40, value: 100), Observation(day: day - 35, value: 60),
                    Observation(day: day - 2, value: 60),
                ],
            ], touches: [day - 35],
            contacts: [
                Contact(
                    id: "1", account: 0, name: "Ada", role: .sponsor, until: day - 20),
                Contact(id: "2", account: 0, name: "Ben", role: .user),
            ])
    }

    @Test func `A score is a weighted mean of weighted means`() throws {
        let score = try model.score(facts(), on: day, policy: policy)
        let usage = try #require(score.component("usage"))
        let people = try #require(score.component("people"))
        // 0.4 of the seats is 50. Logins: 60 against 80, a quarter less, is 40. (3 × 50 + 40) / 4.
        #expect(usage.score == 47.5)
        #expect(usage.ageInDays == 1 && !usage.isAging && usage.isWeak)
        // 35 days is 50, no sponsor is 0.
        #expect(people.score == 25)
        #expect(people.ageInDays == nil)
        #expect(score.value == 0.6 * 47.5 + 0.4 * 25)
        #expect(score.tier == .red && score.basis == 1)
        #expect(
            score.explanation
                == "The score is 38.5 of 100, which is red. What lowers it most is usage (48 of "
                + "100): active users: 10 of 25 seats.")
        #expect(people.worstDataPoint == "No sponsor since \(day - 20)")
    }

    @Test func `Stale measures hand their weight on, and the basis says so`() throws {
        let score = try model.score(facts(usersAge: 8), on: day, policy: policy)
        let usage = try #require(score.component("usage"))
        #expect(usage.measures[0].knowledge == .stale)
        #expect(usage.score == 40)
        #expect(usage.basis == 0.25)
        #expect(abs(score.basis - 0.55) < 1e-12)
        #expect(score.explanation.hasPrefix("The score is 34.0 of 100, which is red, on 55 % of"))
    }

    @Test func `Below half of the model there is no score but a list of what is missing`() throws {
        let old = AccountFacts(
            observations: ["users": [Observation(day: day - 30, value: 10, whole: 25)]],
            touches: [day - 35])
        let score = try model.score(old, on: day, policy: policy)
        #expect(score.value == nil && score.tier == nil && score.basis == 0.2)
        #expect(score.missing == ["usage is 30 days old"])
        #expect(
            score.explanation
                == "There is no score, because only 20 % of the model is known. Usage is 30 days "
                + "old.")
    }

    @Test func `Half of the model is enough`() throws {
        let line = try #require(PiecewiseLinear([.init(0, 0), .init(100, 100)]))
        let components = [0.1, 0.2, 0.2, 0.5].enumerated().map { place, weight in
            ModelComponent(
                name: "c\(place)", title: "C", weight: weight, validDays: 1, threshold: 50,
                measures: [
                    ModelMeasure(
                        name: "m", weight: 1, source: .value(measure: "m\(place)", line),
                        text: .init(""))
                ])
        }
        let model = HealthModel(version: "1", threshold: 50, components: components)
        let facts = AccountFacts(
            observations: Dictionary(
                uniqueKeysWithValues: (0..<3).map {
                    ("m\($0)", [Observation(day: day, value: 70)])
                }))
        let value = try #require(model.score(facts, on: day, policy: policy).value)
        #expect(abs(value - 70) < 1e-12)
    }

    @Test func `An account without any contact has an unknown sponsor`() throws {
        let score = try model.score(
            AccountFacts(touches: [day - 10]), on: day, policy: policy)
        let people = try #require(score.component("people"))
        #expect(people.measures[1].knowledge == .missing)
        #expect(people.score == 100)
    }

    @Test func `The tier is that of the score as it is shown`() {
        #expect(policy.tier(of: Score(rounding: 69.96)) == .green)
        #expect(policy.tier(of: Score(rounding: 69.94)) == .amber)
        #expect(policy.tier(of: Score(rounding: 39.94)) == .red)
        #expect(Score(rounding: 100).tenths == 1000)
    }
}
