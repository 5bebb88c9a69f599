import Calendar
import Domain
import GRDB

/// The packed months as they stood at one moment, visited in rising order of key (`monthKey`).
protocol MonthSource: AnyObject {
    /// Moves to the month with this key. Returns false if it has no days.
    func seek(_ key: Int64) throws -> Bool

    /// The latest row of the current month on or before `day`; nil if there is none.
    func latest(_ month: Month, until day: Day) throws -> HealthAnswer?

    /// Calls `body` with the day of the month (from 1), the score in tenths and the raw tier of every
    /// row of the current month that answers for some days of it, in order: from the latest on or before
    /// the first of these days.
    func forEachRow(
        of days: ClosedRange<Int>, _ body: (Int, Int16, UInt8) throws -> Void
    ) throws

    /// Unpacks the current month into `cells`.
    func unpack(into cells: MonthCells) throws

    /// Calls `body` with every month in the range that has a day, by rising key.
    func forEachMonth(_ keys: ClosedRange<Int64>, _ body: (MonthRow) throws -> Void) throws

    /// Calls `body` with the key, the day of the month (from 1), the score in tenths and the tier
    /// given with the row, for every day. Months come by rising key, the days of a month in order.
    func forEachDay(
        _ keys: ClosedRange<Int64>, _ body: (Int64, Int, Int16, UInt8) throws -> Void
    ) throws
}
