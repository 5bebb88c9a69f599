import Calendar
import Testing

@Suite struct FiscalYearTests {
    @Test func `A year bears the name of the calendar year in which it ends`() {
        let month = Month(year: 2026, month: 3)
        #expect(FiscalYear(containing: month, yearStart: 1).description == "2026")
        let shifted = FiscalYear(containing: month, yearStart: 2)
        #expect(shifted.description == "2027")
        #expect(shifted.firstMonth == Month(year: 2026, month: 2))
        #expect(shifted.lastMonth == Month(year: 2027, month: 1))
        #expect(
            FiscalYear(containing: Month(year: 2026, month: 1), yearStart: 2).description == "2026")
    }

    @Test(arguments: 1...12) func `Names are read as they are written`(yearStart: Int) {
        for offset in 0..<36 {
            let month = Month(year: 2024, month: 1) + offset
            let year = FiscalYear(containing: month, yearStart: yearStart)
            #expect(FiscalYear(year.description, yearStart: yearStart) == year)
            let quarter = FiscalQuarter(containing: month, yearStart: yearStart)
            #expect(FiscalQuarter(quarter.description, yearStart: yearStart) == quarter)
            #expect(FiscalYear.last(endedBy: month, yearStart: yearStart).lastMonth <= month)
            #expect((FiscalYear.last(endedBy: month, yearStart: yearStart) + 1).lastMonth > month)
        }
    }

    @Test(arguments: ["2026-Q5", "2026-Q0", "2026Q1", "26-Q1", "2026-q1", "2026-Q11", "", "-Q1"])
    func `Other texts are no quarters`(text: String) {
        #expect(FiscalQuarter(text, yearStart: 1) == nil)
        #expect(FiscalYear(text, yearStart: 1) == nil)
    }
}
