public import Attribution
public import Calendar
import Domain

/// A fiscal quarter or year that has ended, or another whole number of months.
///
/// Source: `Documentation/methods.md`, 24.
public struct Period: Sendable, Hashable {
    /// Its length.
    public let grain: ReviewGrain
    /// Its name: `2026-10`, `2026-Q3` or `2026`.
    public let name: String
    /// Its first month.
    public let firstMonth: Month
    /// Its last month.
    public let lastMonth: Month

    /// A calendar month.
    public init(_ month: Month) {
        self.init(grain: .month, name: month.description, firstMonth: month, lastMonth: month)
    }

    /// A fiscal quarter.
    public init(_ quarter: FiscalQuarter) {
        self.init(
            grain: .quarter, name: quarter.description, firstMonth: quarter.firstMonth,
            lastMonth: quarter.lastMonth)
    }

    /// A fiscal year.
    public init(_ year: FiscalYear) {
        self.init(
            grain: .year, name: year.description, firstMonth: year.firstMonth,
            lastMonth: year.lastMonth)
    }

    private init(grain: ReviewGrain, name: String, firstMonth: Month, lastMonth: Month) {
        self.grain = grain
        self.name = name
        self.firstMonth = firstMonth
        self.lastMonth = lastMonth
    }

    /// Its days, both ends included.
    public var days: ClosedRange<Day> { firstMonth.firstDay...lastMonth.lastDay }

    /// The day before it.
    public var opening: Day { firstMonth.firstDay - 1 }

    /// The quarters that ended by the end of a month, the oldest first.
    package static func quarters(_ count: Int, endedBy month: Month, yearStart: Int) -> [Period] {
        let last = FiscalQuarter.last(endedBy: month, yearStart: yearStart)
        return (0..<count).reversed().map { Period(last + -$0) }
    }

    /// The years that ended by the end of a month, the oldest first.
    package static func years(_ count: Int, endedBy month: Month, yearStart: Int) -> [Period] {
        let last = FiscalYear.last(endedBy: month, yearStart: yearStart)
        return (0..<count).reversed().map { Period(last + -$0) }
    }
}

extension ReviewFrame {
    /// The last eight fiscal quarters that ended by the last day, the oldest first.
    package var endedQuarters: [Period] {
        Period.quarters(8, endedBy: month, yearStart: fiscalYearStart)
    }

    /// The last three fiscal years that ended by the last day, the oldest first.
    package var endedYears: [Period] {
        Period.years(3, endedBy: month, yearStart: fiscalYearStart)
    }
}
