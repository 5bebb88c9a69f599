import Calendar
import TestSupport
import Testing

struct DayTests {
    @Test func `Counting day by day from year 0 to 9999 gives every number, date and text`() throws
    {
        // Independent of the closed formula: one day after another, by the lengths of the months.
        var number = try #require(Day(year: 0, month: 1, day: 1)).number
        var wrong = 0
        for year in 0...9999 {
            for month in 1...12 {
                for day in 1...length(ofMonth: month, year: year) {
                    let made = Day(year: year, month: month, day: day)
                    let civil = Day(number: number).civil
                    if made?.number != number || civil != (year, month, day) { wrong += 1 }
                    number += 1
                }
                if Day(year: year, month: month, day: length(ofMonth: month, year: year) + 1) != nil
                {
                    wrong += 1
                }
            }
        }
        #expect(wrong == 0)
        #expect(number - 1 == ("9999-12-31" as Day).number)
    }

    @Test(arguments: [
        ("0000-01-01", -719_528), ("0000-02-29", -719_469), ("1600-02-29", -135_081),
        ("1899-12-31", -25_568), ("1969-12-31", -1), ("1970-01-01", 0), ("2000-02-29", 11_016),
        ("2024-02-29", 19_782), ("2025-02-28", 20_147), ("9999-12-31", 2_932_896),
    ])
    // Python 3: (date.fromisoformat(text) - date(1970, 1, 1)).days, year 0 by adding 366 days.
    func `A day has the number that other calendars give it`(text: String, number: Int) throws {
        let day = try #require(Day(text))
        #expect(Int(day.number) == number)
        #expect(day.description == text)
    }

    @Test(arguments: [
        "2025-02-29", "1900-02-29", "2100-02-29", "2025-04-31", "2025-13-01", "2025-00-10",
        "2025-01-00", "2025-1-01", "2025-01-1", "25-01-01", "2025/01/01", "2025-01-01 ", "",
        "+025-01-01", "２025-01-01", "2025-01-0a", "12025-01-01",
    ])
    func `A text that is no day gives none`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `A leap year is every fourth but the hundredth that is no four-hundredth`() {
        let leap = (0...9999).filter { Day(year: $0, month: 2, day: 29) != nil }
        #expect(leap.count == 2425)
        #expect(leap.allSatisfy { $0 % 4 == 0 && ($0 % 100 != 0 || $0 % 400 == 0) })
    }

    @Test func `Days add and subtract as their numbers`() {
        let day: Day = "2024-02-28"
        #expect((day + 1).description == "2024-02-29")
        #expect((day + 2).description == "2024-03-01")
        #expect((day - 59).description == "2023-12-31")
        #expect((day + 366) - day == 366)
        #expect(day < day + 1)
    }
}

/// The length of a month, as schools teach it.
func length(ofMonth month: Int, year: Int) -> Int {
    let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
}
