import Attribution
import Calendar
import Domain
import Finance
import Scorecards
import TestSupport
import Testing

@Suite struct ChurnReasonTests {
    private var policy: Policy {
        var policy = Policy()
        policy.churnReasons.assign("Price", to: .controllable)
        policy.churnReasons.assign("merger", to: .uncontrollable)
        policy.minimumCount = 4
        return policy
    }

    @Test func `Losses count by class and reason, whatever their case and spaces`() {
        var builder = PortfolioBuilder()
        for index in 0..<6 { builder.account("a\(index)") }
        builder.renewal(0, due: "2026-02-01", before: 100, after: 0, reason: "price")
        builder.renewal(1, due: "2026-02-02", before: 200, after: 0, reason: " Pr ice")
        builder.renewal(2, due: "2026-02-03", before: 300, after: 0, reason: "Merger")
        builder.renewal(3, due: "2026-02-04", before: 400, after: 0, reason: "weather")
        builder.renewal(4, due: "2026-02-05", before: 500)
        builder.renewal(5, due: "2026-02-06", before: 600, after: 450, reason: "price")
        let report = ChurnReasonReport(attributed(builder, policy: policy))
        let losses = report.window.losses
        #expect(losses.events == 5 && losses.withReason == 4 && losses.amountLost == 1500)
        #expect(losses.coverage == 0.8)
        #expect(losses.classes.map(\.events) == [2, 1, 2])
        #expect(losses.classes.map(\.amountLost) == [300, 300, 900])
        #expect(losses.reasons.map(\.reason) == [" Pr ice", "Merger", "weather", nil])
        #expect(
            losses.reasons.map(\.class) == [.controllable, .uncontrollable, .unknown, .unknown])
        #expect(losses.share(of: losses.reasons[0]) == 0.4)
        #expect(losses.amountShare(of: losses.reasons[0]) == 0.2)
        let downsell = report.window.downsell
        #expect(downsell.events == 1 && downsell.amountLost == 150)
        #expect(downsell.coverage == nil && downsell.reason == .tooFew)
        #expect(report.quarters.map(\.period.name).last == "2026-Q3")
        #expect(report.quarters.map(\.tables.losses.events) == [0, 0, 0, 0, 0, 5, 0, 0])
    }

    @Test func `The line that lost most tells the reason of its event`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.account("b")
        for (account, lines) in [
            (0, [(100.0, "price"), (900, nil), (300, "merger")]),
            (1, [(200, "one"), (200, "two")]),
        ] as [(Int, [(Double, String?)])] {
            for (index, line) in lines.enumerated() {
                builder.renewal(
                    account, due: "2026-03-01", before: line.0, after: 0, line: "-\(index)",
                    reason: line.1)
            }
        }
        let losses = ChurnReasonReport(attributed(builder, policy: policy)).window.losses
        #expect(losses.reasons.map(\.reason) == ["merger", "one"])
        #expect(losses.events == 2 && losses.amountLost == 1700)
        #expect(losses.reason == .tooFew && losses.coverage == nil)
    }

    @Test func `A reason is not known before the contract closed`() {
        var builder = PortfolioBuilder()
        builder.account("a")
        builder.renewal(
            0, due: "2026-05-01", after: 0, closed: "2026-11-20", reason: "price")
        let losses = ChurnReasonReport(attributed(builder, policy: policy)).window.losses
        #expect(losses.events == 1 && losses.withReason == 0)
    }
}
