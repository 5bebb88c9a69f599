import Calendar
import Testing

struct MonthTests {
    @Test func `Every month from year 0 to 9999 knows its name, days and neighbours`() throws {
        var wrong = 0
        for year in 0...9999 {
            for monthOfYear in 1...12 {
                let month = Month(year: year, month: monthOfYear)
                let days = length(ofMonth: monthOfYear, year: year)
                if month.year != year || month.monthOfYear != monthOfYear
                    || month.length != days
                    || month.firstDay != Day(year: year, month: monthOfYear, day: 1)
                    || month.lastDay != Day(year: year, month: monthOfYear, day: days)
                    || month.firstDay.month != month || month.lastDay.month != month
                    || Month(month.description) != month
                {
                    wrong += 1
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test func `Months add across years`() {
        let month = Month(year: 2026, month: 11)
        #expect((month + 2).description == "2027-01")
        #expect((month - 11).description == "2025-12")
        #expect((month + 14) - month == 14)
        #expect(month.name == "Nov 2026")
        #expect(month < month + 1)
    }

    @Test(arguments: ["2026-13", "2026-00", "2026-1", "2026", "2026-11-01", "", "abcd-ef"])
    func `A text that is no month gives none`(text: String) {
        #expect(Month(text) == nil)
    }
}
