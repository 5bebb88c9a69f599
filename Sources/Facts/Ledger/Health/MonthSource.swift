import Calendar
import Domain
import GRDB

/// The packed months as they stood at one moment, visited by rising key (`monthKey`).
protocol MonthSource: AnyObject {
    /// Moves to the month with that key; false where it has no day.
    func seek(_ key: Int64) throws -> Bool

    /// The latest row of the month at hand on or before `day`; nil without one.
    func latest(_ month: Month, until day: Day) throws -> HealthAnswer?

    /// Spreads the month at hand out.
    func unpack(into cells: MonthCells) throws

    /// Calls `body` with every month that has a day, by rising key.
    func forEachMonth(_ keys: ClosedRange<Int64>, _ body: (MonthRow) throws -> Void) throws

    /// Calls `body` with the key, day of the month (from 1), tenths and own tier of every day, months
    /// by rising key, the days of a month in order.
    func forEachDay(
        _ keys: ClosedRange<Int64>, _ body: (Int64, Int, Int16, UInt8) throws -> Void
    ) throws
}
