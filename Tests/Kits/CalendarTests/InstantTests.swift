import Calendar
import TestSupport
import Testing

@Suite struct InstantTests {
    /// As `date -u -d @SECONDS +%FT%TZ` says.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1_800_000_000, "2027-01-15T08:00:00Z"),
        (951_782_399, "2000-02-28T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
        (-86_401, "1969-12-30T23:59:59Z"),
    ])
    func `An instant is written as RFC 3339 has it, before 1970 too`(seconds: Int, text: String) {
        #expect(Instant(seconds: seconds).description == text)
    }

    @Test func `Its day begins and ends with midnight in UTC`() {
        let midnight = Instant(seconds: Int(Day("2026-11-21").number) * 86_400)
        #expect(midnight.day == "2026-11-21")
        #expect((midnight + 86_399).day == "2026-11-21")
        #expect((midnight + 86_400).day == "2026-11-22")
        #expect((midnight + -1).day == "2026-11-20")
    }

    @Test func `Instants are ordered by time`() {
        let start = Instant(seconds: 100)
        #expect(start < start + 1)
        #expect(!(start < start))
        #expect(start + 60 + -60 == start)
    }
}
