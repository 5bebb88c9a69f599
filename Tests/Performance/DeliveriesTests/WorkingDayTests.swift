import Calendar
import Deliveries
import TestSupport
import Testing

struct WorkingDayTests {
    // python3 (3.13): numpy 2.3.5,
    //   [np.busday_offset("2026-11-01", n - 1, roll="forward") for n in (1, 3, 15)]
    //   [np.busday_offset("2027-01-01", n - 1, roll="forward", holidays=["2027-01-01"]) for n in (1, 3)]
    @Test(arguments: [
        ("2026-11", 1, "2026-11-02"), ("2026-11", 3, "2026-11-04"), ("2026-11", 15, "2026-11-20"),
        ("2027-01", 1, "2027-01-04"), ("2027-01", 3, "2027-01-06"), ("2026-08", 1, "2026-08-03"),
    ])
    func `Working days are counted without weekends and holidays`(
        month: Month, number: Int, day: Day
    ) {
        #expect(month.workingDay(number, holidays: ["2027-01-01"]) == day)
    }

    @Test func `A month with too few working days gives its last day`() {
        let first: Day = "2026-11-01"
        let all = Set((0..<30).map { first + $0 })
        #expect(("2026-11" as Month).workingDay(3, holidays: all) == "2026-11-30")
    }
}
