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
}
