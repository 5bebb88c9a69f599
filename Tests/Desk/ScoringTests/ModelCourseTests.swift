import Calendar
import Domain
import Scoring
import Testing

struct ModelCourseTests {
    private let day = Day(number: 20_600)

    private func model(_ version: String, from: Day?, top: Double) throws -> HealthModel {
        let line = try #require(PiecewiseLinear([.init(0, 0), .init(10, top)]))
        return HealthModel(
            version: version, from: from, threshold: 60,
            components: [
                ModelComponent(
                    name: "use", title: "Use", weight: 1, validDays: 9, threshold: 50,
                    measures: [
                        ModelMeasure(
                            name: "m", weight: 1, source: .value(measure: "m", line),
                            text: .init("{value}"))
                    ])
            ])
    }

    private func facts(_ value: Double) -> AccountFacts {
        AccountFacts(
            observations: ["m": (0..<5).map { Observation(day: day - $0, value: value) }])
    }

    @Test func `A later version never changes the score of an earlier day`() throws {
        let first = try model("1", from: nil, top: 100)
        let course = try ModelCourse([try model("2", from: day, top: 50), first])
        let policy = DeskPolicy()
        #expect(course.score(facts(8), on: day, policy: policy).value == 40)
        #expect(
            course.score(facts(8), on: day - 1, policy: policy)
                == first.score(facts(8), on: day - 1, policy: policy))
        #expect(course.score(facts(8), on: day, policy: policy).modelVersion == "2")
    }

    @Test func `Before its first day a model gives no score`() throws {
        let course = try ModelCourse([try model("2", from: day, top: 50)])
        let score = course.score(facts(8), on: day - 1, policy: DeskPolicy())
        #expect(score.value == nil && score.modelVersion == nil)
        #expect(
            score.explanation
                == "There is no score. No version of the model counts on that day.")
    }

    @Test func `Versions need days and names of their own`() throws {
        let (one, two) = (try model("1", from: day, top: 9), try model("2", from: day, top: 9))
        #expect(throws: ScoringError.sameDay("1", "2", day)) { try ModelCourse([one, two]) }
        let again = try model("1", from: day + 1, top: 9)
        #expect(throws: ScoringError.sameVersion("1")) { try ModelCourse([one, again]) }
        #expect(throws: ScoringError.noModel) { try ModelCourse([]) }
    }

    @Test func `A preview names who would change tier, falls first`() throws {
        let course = try ModelCourse([try model("1", from: nil, top: 100)])
        let accounts = [("c", 8.0), ("a", 5.0), ("b", 1.0), ("d", 9.9)]
        let preview = ModelPreview(
            of: try model("2", from: nil, top: 75), against: course,
            accounts.map { (AccountID($0.0), facts($0.1)) }, on: day, policy: DeskPolicy())
        #expect(preview.rows.map(\.account.text) == ["a", "b", "c", "d"])
        #expect(preview.changes.map(\.account.text) == ["a", "c"])
        #expect(preview.counts(of: .green) == (2, 1))
        #expect(preview.counts(of: .amber) == (1, 1))
        #expect(preview.counts(of: .red) == (1, 2))
        #expect(preview.counts(of: nil) == (0, 0))
    }
}
