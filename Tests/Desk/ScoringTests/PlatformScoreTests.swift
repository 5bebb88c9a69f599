import Calendar
import Domain
import Scoring
import Testing

struct PlatformScoreTests {
    private let day = Day(number: 20_600)

    @Test func `The platform's score and tier stand as given`() throws {
        let row = HealthDay(
            day: day - 3, score: Score(tenths: 655), tier: .green, modelVersion: "7",
            components: ["support": Score(tenths: 300), "usage": Score(tenths: 900)])
        let score = AccountScore(platform: row, on: day, policy: DeskPolicy())
        #expect(score.value == 65.5 && score.tier == .green && score.modelVersion == "7")
        #expect(score.components.map(\.name) == ["support", "usage"])
        #expect(score.components.map(\.weightInUse) == [0.5, 0.5])
        #expect(score.components.map(\.isWeak) == [true, false])
        #expect(score.components.allSatisfy { $0.ageInDays == 3 && $0.isAging })
        #expect(score.heaviest?.name == "support")
    }

    @Test func `A row that is too old, or later, is no score`() {
        for age in [31, -1] {
            let row = HealthDay(day: day - age, score: Score(tenths: 655))
            let score = AccountScore(platform: row, on: day, policy: DeskPolicy())
            #expect(score.value == nil && score.tier == nil)
            #expect(score.explanation == "There is no score: the platform has given none lately.")
        }
        let last = HealthDay(day: day - 30, score: Score(tenths: 655))
        let score = AccountScore(platform: last, on: day, policy: DeskPolicy())
        #expect(score.value == 65.5 && score.tier == .amber)
    }
}
