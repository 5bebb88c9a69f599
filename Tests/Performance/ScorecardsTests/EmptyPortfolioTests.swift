import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

@Suite struct EmptyPortfolioTests {
    @Test func `An empty portfolio gives complete cards with reasons`() {
        let board = cards(PortfolioBuilder(), policy: Policy())
        #expect(board.teams.isEmpty && board.csms.isEmpty)
        for card in allCards(board) {
            #expect(card.renewals.due == 0 && !card.renewals.provisional)
            #expect(card.largestShare == nil)
            for metric in RateMetric.allCases {
                let rate = card.metrics[keyPath: metric.path]
                #expect(rate.estimate.value == nil && rate.worst == nil && rate.best == nil)
                #expect(rate.estimate.reason == .tooFew || rate.estimate.reason == .notApplicable)
            }
            #expect(card.metrics.accounts.value == 0)
            #expect(card.metrics.mrr.value == 0)
            #expect(card.metrics.averageARR.value == nil)
            #expect(card.metrics.averageARR.reason == .noData)
            #expect(card.metrics.expansionPipeline.value == 0)
        }
    }

    @Test func `A minimum of nothing gives no value of nothing`() {
        let card = cards(PortfolioBuilder(), policy: policy(minimumCount: 0)).company
        for metric in RateMetric.allCases {
            let estimate = card.metrics[keyPath: metric.path].estimate
            #expect(estimate.value == nil && estimate.reason == .noData)
        }
    }

    @Test func `An empty portfolio has trends of the company without values`() throws {
        let trends = attributed(PortfolioBuilder()).trends(health: InMemoryHealth())
        #expect(trends.map(\.metric) == TrendMetric.allCases)
        #expect(trends.allSatisfy { $0.team == nil })
        for trend in trends {
            #expect(trend.points.count == (trend.metric.hasLimits ? 0 : 24))
            #expect(trend.reason == (trend.metric.hasLimits ? .tooFew : nil))
        }
        #expect(trends.allSatisfy { $0.points.allSatisfy { $0.value == nil && $0.label == nil } })
    }
}
