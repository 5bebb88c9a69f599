import Statistics
import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import TestSupport
import Testing

/// Contracts of one account that fall due on 2026-03-01, so that they lapse on 2026-05-31.
@Suite struct RenewalLinesTests {
    static let due: Day = "2026-03-01"

    struct Line {
        var after: Double?
        var closed: Day?
        var notice: Day?

        init(_ after: Double?, _ closed: Day? = nil, notice: Day? = nil) {
            (self.after, self.closed, self.notice) = (after, closed, notice)
        }
    }

    private func lines(_ lines: [Line]) -> RenewalLines {
        var builder = PortfolioBuilder(accounts: 1)
        for (index, line) in lines.enumerated() {
            builder.renewal(
                0, due: Self.due, after: line.after, closed: line.closed, notice: line.notice,
                line: "-\(index)")
        }
        return RenewalLines(at: 0, of: builder.portfolio.renewals)
    }

    private func states(_ lines: [Line], on days: Day...) -> [RenewalState?] {
        let lines = self.lines(lines)
        return days.map { RenewalState(of: lines, asOf: $0, policy: Policy()) }
    }

    @Test func `An event is closed when its last line is, and renewed if any line was`() {
        let mixed = [Line(90, "2026-02-10"), Line(0, "2026-03-20")]
        #expect(
            states(mixed, on: "2026-02-28", "2026-03-01", "2026-03-19", "2026-03-20")
                == [nil, .pending, .pending, .renewed])
        #expect(lines(mixed).closed(asOf: "2026-03-19", policy: Policy()) == nil)
        #expect(lines(mixed).closed(asOf: "2026-03-20", policy: Policy()) == "2026-03-20")
    }

    @Test func `It churned if all lines did`() {
        let lost = [Line(0, "2026-02-10"), Line(0, "2026-03-20")]
        #expect(
            states(lost, on: "2026-03-01", "2026-03-20", "2026-10-31")
                == [.pending, .churned, .churned])
    }

    @Test func `An open line keeps it open for 90 days and lapses then`() {
        let half = [Line(90, "2026-02-10"), Line(nil)]
        #expect(
            states(half, on: "2026-03-31", "2026-04-01", "2026-05-30", "2026-05-31")
                == [.pending, .overdue, .overdue, .renewed])
        #expect(lines(half).closed(asOf: "2026-05-30", policy: Policy()) == nil)
        #expect(lines(half).closed(asOf: "2026-05-31", policy: Policy()) == "2026-05-31")
        let none = [Line(0, "2026-02-10"), Line(nil)]
        #expect(states(none, on: "2026-05-30", "2026-05-31") == [.overdue, .lapsed])
        // A line that is renewed late renews the event from then on.
        let late = [Line(90, "2026-07-01"), Line(nil)]
        #expect(states(late, on: "2026-06-30", "2026-07-01") == [.lapsed, .renewed])
        #expect(lines(late).closed(asOf: "2026-07-01", policy: Policy()) == "2026-07-01")
    }

    @Test func `Notice is given once every line has given it or churned, and one at least has`() {
        #expect(lines([Line(nil, notice: "2026-01-05")]).notice == "2026-01-05")
        #expect(
            lines([Line(nil, notice: "2026-01-05"), Line(0, notice: "2026-01-20")]).notice
                == "2026-01-20")
        #expect(lines([Line(nil, notice: "2026-01-05"), Line(nil)]).notice == nil)
        #expect(lines([Line(nil, notice: "2026-01-05"), Line(90, "2026-01-07")]).notice == nil)
        #expect(
            lines([Line(nil, notice: "2026-01-05"), Line(0, "2026-02-07")]).notice
                == "2026-02-07")
        #expect(lines([Line(0, "2026-01-05"), Line(0, "2026-02-07")]).notice == nil)
        #expect(lines([Line(0, "2026-01-05"), Line(0, "2026-02-07")]).decision == "2026-02-07")
    }

    @Test func `Amounts add up, each in its own currency; one without a rate leaves none`() {
        var builder = PortfolioBuilder(accounts: 1)
        builder.rate("EUR", "2025-01-01", 2)
        builder.renewal(0, due: Self.due, before: 100, after: 90, currency: "EUR", line: "-1")
        builder.renewal(0, due: Self.due, before: 50, after: 0, line: "-2")
        let event = attributed(builder).events[0]
        #expect(attributed(builder).events.count == 1)
        #expect(event.revenue?.before == 250)
        #expect(event.revenue?.after == 180)
        builder.renewal(0, due: Self.due, before: 1, after: 1, currency: "JPY", line: "-3")
        let unknown = attributed(builder).events[0]
        #expect(unknown.revenue == nil)
        #expect(unknown.state == .renewed)
    }

    @Test func `The event bears the smallest identifier by bytes`() {
        var builder = PortfolioBuilder(accounts: 2)
        for line in ["-b", "-B", "-a"] { builder.renewal(1, due: Self.due, line: line) }
        let known = attributed(builder)
        #expect(known.events.map(\.renewal) == [0])
        #expect(known.lines(at: 0).first.id == "r-1-2026-03-01-B")
        #expect(known.lines(at: 0).count == 3)
    }

    /// A slow twin: the state by the words of section 3, from the states of single lines.
    private func slowState(_ renewals: [Renewal], asOf: Day) -> RenewalState? {
        let single = renewals.compactMap {
            RenewalState(of: RenewalLines(at: 0, of: [$0]), asOf: asOf, policy: Policy())
        }
        guard !single.isEmpty else { return nil }
        if let open = single.first(where: { !$0.isSettled }) { return open }
        if single.contains(.renewed) { return .renewed }
        return single.allSatisfy { $0 == .churned } ? .churned : .lapsed
    }

    @Test(arguments: 0..<20)
    func `States and sums are those of the lines, on any day`(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let portfolio = randomPortfolio(&generator).portfolio
        for month in [Month(year: 2025, month: 3), Month(year: 2026, month: 1), october] {
            let known = AttributedPortfolio(portfolio, policy: Policy(), month: month)
            let groups = Dictionary(grouping: portfolio.renewals) {
                [$0.account, Int($0.due.number)]
            }
            #expect(known.events.count == groups.values.count { $0[0].due <= known.frame.asOf })
            for event in known.events {
                let lines = groups[[event.account, Int(event.due.number)], default: []]
                #expect(event.state == slowState(lines, asOf: known.frame.asOf))
                #expect(portfolio.renewals[event.renewal].id == lines.map(\.id).min())
                // By the windows of these months only EUR has a rate.
                let amounts = lines.map { line -> Double? in
                    known.conversion.reporting(line.arrBefore, in: line.currency)
                }
                #expect((event.revenue == nil) == amounts.contains(nil))
                let sum = amounts.compactMap(\.self).reduce(0, +)
                if let before = event.revenue?.before { #expect(abs(before - sum) < 1e-9) }
            }
        }
    }
}
