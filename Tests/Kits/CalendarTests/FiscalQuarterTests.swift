import Calendar
import Testing

struct FiscalQuarterTests {
    @Test(arguments: [
        (1, 1, "2026-Q1"), (1, 3, "2026-Q1"), (1, 12, "2026-Q4"), (2, 1, "2026-Q4"),
        (2, 2, "2027-Q1"), (4, 3, "2026-Q4"), (4, 4, "2027-Q1"), (10, 9, "2026-Q4"),
        (10, 10, "2027-Q1"), (12, 11, "2026-Q4"), (12, 12, "2027-Q1"),
    ])
    func `A fiscal year bears the name of the year in which it ends`(
        yearStart: Int, month: Int, name: String
    ) {
        let quarter = FiscalQuarter(
            containing: Month(year: 2026, month: month), yearStart: yearStart)
        #expect(quarter.description == name)
    }

    @Test(arguments: 1...12)
    func `Quarters tile the months, four a year`(yearStart: Int) {
        for number in 0..<48 {
            let month = Month(year: 2024, month: 1) + number
            let quarter = FiscalQuarter(containing: month, yearStart: yearStart)
            #expect((quarter.firstMonth...quarter.lastMonth).contains(month))
            #expect(quarter.lastMonth - quarter.firstMonth == 2)
            #expect((quarter.firstMonth.monthOfYear - yearStart + 12) % 3 == 0)
            #expect((quarter + 1).firstMonth == quarter.lastMonth + 1)
            #expect((quarter + 4).fiscalYear == quarter.fiscalYear + 1)
            #expect((quarter + 4).number == quarter.number)
            let last = FiscalQuarter.last(endedBy: month, yearStart: yearStart)
            #expect(last.lastMonth <= month && (last + 1).lastMonth > month)
        }
    }
}
