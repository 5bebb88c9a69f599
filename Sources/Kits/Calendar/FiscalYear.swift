/// A fiscal year: four fiscal quarters. It bears the name of the calendar year in which it ends.
///
///     let year = FiscalYear(containing: Month(year: 2026, month: 3), yearStart: 2)
///     year.description  // 2027
public struct FiscalYear: Hashable, Sendable {
    /// Its last month.
    public let lastMonth: Month
    /// The month of the year in which fiscal years start, 1 to 12.
    public let yearStart: Int

    /// The year that a month is in; `yearStart` from 1 to 12.
    public init(containing month: Month, yearStart: Int) {
        let quarter = FiscalQuarter(containing: month, yearStart: yearStart)
        self.yearStart = yearStart
        lastMonth = quarter.lastMonth + 3 * (4 - quarter.number)
    }

    /// The year of a name such as `2026`; nil for other texts.
    public init?(_ text: String, yearStart: Int) {
        guard text.utf8.count == 4, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(text)
        else { return nil }
        // The year that ends in the named calendar year ends in the month before it starts.
        let last = yearStart == 1 ? 12 : yearStart - 1
        self.init(containing: Month(year: number, month: last), yearStart: yearStart)
    }

    /// The latest year that has ended by the end of a month.
    public static func last(endedBy month: Month, yearStart: Int) -> FiscalYear {
        FiscalYear(containing: month - 11, yearStart: yearStart)
    }

    /// Its first month.
    public var firstMonth: Month { lastMonth - 11 }

    /// The year so many years later (earlier where negative).
    public static func + (year: FiscalYear, years: Int) -> FiscalYear {
        FiscalYear(containing: year.lastMonth + 12 * years, yearStart: year.yearStart)
    }
}

extension FiscalYear: CustomStringConvertible {
    /// `2026`.
    public var description: String { zeroPadded(lastMonth.year, to: 4) }
}
