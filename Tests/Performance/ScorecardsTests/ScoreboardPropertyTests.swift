import Statistics
import Attribution
import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

/// What must hold whatever the facts are.
@Suite struct ScoreboardPropertyTests {
    private func close(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-9 * max(1, abs(left))
    }

    @Test(arguments: 0..<20)
    func `CSMs and pools sum to the company, teams to their CSMs`(seed: Int) {
        var generator = SplitMix64(seed: UInt64(seed))
        let review = attributed(randomPortfolio(&generator))
        let board = Scoreboard(review)
        let rows = board.csms + [board.transition, board.unassigned]
        #expect(board.csms.count == 6)

        let counts: [KeyPath<RenewalCounts, Int>] = [
            \.due, \.settled, \.renewed, \.churned, \.lapsed, \.pending, \.overdue, \.onTime,
            \.late, \.early,
        ]
        for count in counts {
            let sum = rows.reduce(0) { $0 + $1.renewals[keyPath: count] }
            #expect(sum == board.company.renewals[keyPath: count])
        }
        let rates: [RateMetric] = [
            .logoRenewalRate, .grossRenewalRate, .netRenewalRate, .nps, .csat,
        ]
        for metric in rates {
            for part in [\Estimate.numerator, \Estimate.denominator] {
                let sum = rows.reduce(0) {
                    $0 + ($1.metrics[keyPath: metric.path].estimate[keyPath: part] ?? 0)
                }
                let company = board.company.metrics[keyPath: metric.path].estimate
                #expect(close(sum, company[keyPath: part] ?? .nan))
            }
        }
        for metric in AmountMetric.allCases where metric != .averageARR {
            let sum = rows.reduce(0) { $0 + ($1.metrics[keyPath: metric.path].value ?? 0) }
            #expect(close(sum, board.company.metrics[keyPath: metric.path].value ?? .nan))
        }

        for team in board.teams {
            let members = board.csms.filter { card in
                guard case .csm(let csm) = card.scope else { return false }
                return team.scope
                    == review.portfolio.csms[csm].team(on: review.frame.asOf).map { .team($0) }
            }
            #expect(members.reduce(0) { $0 + $1.renewals.due } == team.renewals.due)
            let spells = members.reduce(0) {
                $0 + ($1.metrics.logoChurnRate.estimate.denominator ?? 0)
            }
            #expect(spells == team.metrics.logoChurnRate.estimate.denominator)
        }
    }

    @Test(arguments: 0..<10)
    func `The order in which the facts came changes nothing`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let builder = randomPortfolio(&generator)
        let other = builder.shuffled(using: &generator)
        let reviews = [attributed(builder), attributed(other)]
        let boards = reviews.map { String(describing: Scoreboard($0)) }
        #expect(boards[0] == boards[1])
        let trends = reviews.map {
            String(describing: $0.trends(health: InMemoryHealth()))
        }
        #expect(trends[0] == trends[1])
    }

    @Test(arguments: 0..<10)
    func `Nothing that becomes known after the month changes a result`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        let builder = randomPortfolio(&generator)
        var later = builder
        learnMore(&later, &generator)
        #expect(
            String(describing: cards(builder)) == String(describing: cards(later)))
        #expect(
            String(describing: attributed(builder).trends(health: InMemoryHealth()))
                == String(describing: attributed(later).trends(health: InMemoryHealth())))
    }

    @Test(arguments: 0..<10)
    func `Worst and best enclose the rate`(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed))
        for card in allCards(cards(randomPortfolio(&generator))) {
            for metric in [RateMetric.logoRenewalRate, .grossRenewalRate] {
                let rate = card.metrics[keyPath: metric.path]
                guard let value = rate.estimate.value else { continue }
                #expect(try #require(rate.worst) <= value && value <= (try #require(rate.best)))
            }
        }
    }
}
