import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import TestSupport
import Testing

@Suite struct ReviewFrameTests {
    @Test func `The window is the twelve months that end on the month's last day`() {
        let frame = ReviewFrame(month: october, policy: Policy())
        #expect(frame.asOf == "2026-10-31")
        #expect(frame.windowStart == "2025-11-01")
        #expect(frame.opening == "2025-10-31")
        #expect(frame.monthDays == "2026-10-01"..."2026-10-31")
    }

    @Test func `A trend shows the twenty-four months that end with the month`() {
        let months = ReviewFrame(month: october, policy: Policy()).trendMonths
        #expect(months.count == 24)
        #expect(months.first == Month(year: 2024, month: 11))
        #expect(months.last == october)
    }

    @Test func `Twelve quarters end with the latest that is over by the end of the month`() {
        var policy = Policy()
        let quarters = ReviewFrame(month: october, policy: policy).trendQuarters
        #expect(quarters.count == 12)
        #expect(quarters.first?.description == "2023-Q4")
        #expect(quarters.last?.description == "2026-Q3")
        policy.fiscalYearStart = 2
        let shifted = ReviewFrame(month: october, policy: policy).trendQuarters
        #expect(shifted.last?.description == "2027-Q3" && shifted.last?.lastMonth == october)
    }
}
