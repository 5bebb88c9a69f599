import Calendar
import Tables
import Testing

@Suite struct DateTextTests {
    @Test(arguments: [
        ("2025-12-31", "2025-12-31"), ("2025/12/31", "2025-12-31"), ("20251231", "2025-12-31"),
        ("31.12.2025", "2025-12-31"), ("1.2.2025", "2025-02-01"), ("31.12.25", "2025-12-31"),
        ("31-Dec-25", "2025-12-31"), ("31-dec-2025", "2025-12-31"), ("1-Jan-90", "1990-01-01"),
        ("31 December 2025", "2025-12-31"), ("Dec 31, 2025", "2025-12-31"),
        ("31/12/2025", "2025-12-31"), ("12/31/2025", "2025-12-31"), ("05/05/2025", "2025-05-05"),
        ("29.02.2024", "2024-02-29"), ("2025-1-5", "2025-01-05"), ("31-12-2025", "2025-12-31"),
    ])
    func `A date that only one order can read needs none`(text: String, day: String) throws {
        let date = try #require(DateText(text))
        #expect(date.day(date.order)?.description == day)
        #expect(!date.isAmbiguous)
    }

    @Test(arguments: [
        "", "x", "2025", "2025-13-01", "2025-02-29", "31/31/2025", "13/13/2025", "00/01/2025",
        "31-Dec-75", "31-Foo-25", "2025-12-31x", "2025-12-31 25:00", "2025-12-31 9", "12/31/25",
        "25-12-31", "1.2", "2025-12-31T09:00:00+25:00", "2025-12-31 13:00 PM", "202512311",
        "20251331", "2025-12-31 09:60", "٣١/١٢/٢٠٢٥", "Dec 2025", "45000",
    ])
    func `What is no date is nil`(text: String) { #expect(DateText(text) == nil) }

    @Test func `A date that fits both orders needs one`() throws {
        let date = try #require(DateText("03/04/2025"))
        #expect(date.isAmbiguous && date.order == nil && date.day(nil) == nil)
        #expect(date.day(.dayFirst)?.description == "2025-04-03")
        #expect(date.day(.monthFirst)?.description == "2025-03-04")
        #expect(DateText("25/03/2025")?.order == .dayFirst)
        #expect(DateText("25/03/2025")?.day(.monthFirst) == nil)
        #expect(DateText("02/30/2025")?.order == nil, "neither order has that day")
    }

    @Test(
        arguments: [
            ("2025-12-31T09:26:53.000+0000", 34_013_000, 0),
            ("2025-12-31T09:26:53Z", 34_013_000, 0),
            ("2025-12-31 09:26:53+01:30", 34_013_000, 90),
            ("2025-12-31 09:26:53.1234+00", 34_013_123, 0),
            ("12/31/2025 12:05 AM", 300_000, nil), ("12/31/2025 12:05:00 pm", 43_500_000, nil),
            ("31.12.2025 23:59", 86_340_000, nil), ("2025-12-31 9:00 UTC", 32_400_000, 0),
            ("2025-12-31T09:00:00-0500", 32_400_000, -300), ("31-Dec-25 14:30", 52_200_000, nil),
        ] as [(String, Int, Int?)])
    func `Times and zones are read`(text: String, milliseconds: Int, offset: Int?) throws {
        let date = try #require(DateText(text))
        #expect(date.millisecondOfDay == milliseconds)
        #expect(date.offsetInMinutes == offset)
    }

    @Test func `A time falls on its day in a zone, summer time included`() throws {
        let berlin = try #require(TimeZoneOffsets("Europe/Berlin"))
        let first = try #require(Day(year: 2025, month: 3, day: 30))
        // 23:30 in UTC: 0:30 the next day in winter, 1:30 in summer.
        #expect(berlin.local(first - 1, 84_600_000, offset: 0) == (first, 1_800_000))
        #expect(berlin.local(first, 84_600_000, offset: 0) == (first + 1, 5_400_000))
        #expect(berlin.local(first - 200, 84_600_000, offset: 60) == (first - 199, 1_800_000))
        #expect(TimeZoneOffsets("Mars/Olympus") == nil)
    }
}
