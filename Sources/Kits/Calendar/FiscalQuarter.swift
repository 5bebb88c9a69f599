/// A quarter of a fiscal year: three whole months. The year bears the name of the calendar year in
/// which it ends.
///
///     let quarter = FiscalQuarter(containing: Month(year: 2026, month: 3), yearStart: 2)
///     quarter.description  // 2027-Q1
public struct FiscalQuarter: Hashable, Sendable, Codable {
    /// Its last month.
    public let lastMonth: Month
    /// The month of the year in which fiscal years start, 1 to 12.
    public let yearStart: Int

    /// The quarter that a month is in; `yearStart` from 1 to 12.
    public init(containing month: Month, yearStart: Int) {
        self.yearStart = yearStart
        lastMonth = month + (2 - Self.monthsSinceStart(month, yearStart) % 3)
    }

    /// The quarter of a name such as `2026-Q3`; nil for other texts.
    public init?(_ text: String, yearStart: Int) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 2, parts[1].first == "Q",
            let number = parts[1].last?.wholeNumberValue, (1...4).contains(number),
            let year = FiscalYear(String(parts[0]), yearStart: yearStart)
        else { return nil }
        self.init(containing: year.firstMonth + 3 * (number - 1), yearStart: yearStart)
    }

    /// The latest quarter that has ended by the end of a month.
    public static func last(endedBy month: Month, yearStart: Int) -> FiscalQuarter {
        FiscalQuarter(containing: month - 2, yearStart: yearStart)
    }

    /// Its first month.
    public var firstMonth: Month { lastMonth - 2 }

    /// Its place in the fiscal year, 1 to 4.
    public var number: Int { Self.monthsSinceStart(lastMonth, yearStart) / 3 + 1 }

    /// The calendar year in which its fiscal year ends.
    public var fiscalYear: Int { (lastMonth + 3 * (4 - number)).year }

    /// The quarter so many quarters later (earlier where negative).
    public static func + (quarter: FiscalQuarter, quarters: Int) -> FiscalQuarter {
        FiscalQuarter(containing: quarter.lastMonth + 3 * quarters, yearStart: quarter.yearStart)
    }

    private static func monthsSinceStart(_ month: Month, _ yearStart: Int) -> Int {
        (month.monthOfYear - yearStart + 12) % 12
    }
}

extension FiscalQuarter: CustomStringConvertible {
    /// `2026-Q3`.
    public var description: String { "\(zeroPadded(fiscalYear, to: 4))-Q\(number)" }
}
