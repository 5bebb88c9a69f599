import Foundation
import Statistics
import TestSupport
import Testing

/// The interval of the net promoter score held against surveys whose truth is known.
struct PlantedTruthOfPromotersTests {
    private static let seeds = ProcessInfo.processInfo.environment["PARALLAX_PLANTED_TRUTH"]
        .flatMap { Int($0) }

    /// Accounts that answer alike: with a chance of `sharedVoice`, an answer is the account's own
    /// voice instead of one drawn anew.
    private struct Survey {
        let name: String
        let accounts: Int
        let answers: ClosedRange<Int>
        let promoters: Double
        let detractors: Double
        var sharedVoice = 0.0

        func score(using generator: inout SplitMix64) -> NetPromoterScore? {
            func voice() -> Int {
                let draw = Double.random(in: 0..<1, using: &generator)
                return draw < promoters ? 1 : draw < promoters + detractors ? -1 : 0
            }
            let clusters = (0..<accounts).map { _ in
                let own = voice()
                let count = Int.random(in: answers, using: &generator)
                let balance = (0..<count).reduce(0) { sum, _ in
                    let isOwn = Double.random(in: 0..<1, using: &generator) < sharedVoice
                    return sum + (isOwn ? own : voice())
                }
                return NetPromoterScore.Cluster(answers: count, balance: balance)
            }
            return netPromoterScore(clusters)
        }
    }

    private static let surveys = [
        Survey(
            name: "10 accounts, 1 answer", accounts: 10, answers: 1...1, promoters: 0.5,
            detractors: 0.2),
        Survey(
            name: "10 accounts, 1 answer, 90 %", accounts: 10, answers: 1...1, promoters: 0.9,
            detractors: 0.05),
        Survey(
            name: "40 accounts, 1 answer", accounts: 40, answers: 1...1, promoters: 0.5,
            detractors: 0.2),
        Survey(
            name: "40 accounts, 1 answer, 90 %", accounts: 40, answers: 1...1, promoters: 0.9,
            detractors: 0.05),
        Survey(
            name: "8 accounts, 1-5 answers alike", accounts: 8, answers: 1...5, promoters: 0.5,
            detractors: 0.2, sharedVoice: 0.7),
        Survey(
            name: "30 accounts, 1-5 answers alike", accounts: 30, answers: 1...5, promoters: 0.5,
            detractors: 0.2, sharedVoice: 0.7),
    ]

    /// How many of some surveys have an interval that holds the truth.
    private func covered(_ survey: Survey, surveys: Int) -> Int {
        var generator = SplitMix64(seed: 17)
        let truth = 100 * (survey.promoters - survey.detractors)
        return (0..<surveys).count { _ in
            guard let interval = survey.score(using: &generator)?.interval else { return false }
            return interval.low <= truth && truth <= interval.high
        }
    }

    @Test func `Nineteen of twenty intervals hold the truth`() {
        let count = 25 * (Self.seeds ?? 16)
        var lines = ["survey, covered, exact 95 % interval, nominal 95"]
        for survey in Self.surveys {
            let covered = covered(survey, surveys: count)
            let (low, high) = clopperPearsonInterval(covered, of: count)
            lines.append(
                survey.name
                    + String(
                        format: ", %.1f, %.1f to %.1f", 100 * Double(covered) / Double(count),
                        100 * low, 100 * high))
            #expect(high > 0.93, "\(survey.name)")
        }
        if Self.seeds != nil { print(lines.joined(separator: "\n")) }
    }
}
