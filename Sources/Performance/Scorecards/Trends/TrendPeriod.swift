public import Calendar

/// How long the periods of a trend are. Its raw value is its name in the review.
public enum TrendGrain: String, Sendable, CaseIterable, Codable {
    /// Calendar months.
    case month
    /// Fiscal quarters, where months have too little.
    case quarter

    /// The length of a period in months.
    public var months: Int { self == .month ? 1 : 3 }
}

/// A month or a fiscal quarter of a trend.
public enum TrendPeriod: Sendable, Hashable, Codable {
    case month(Month)
    case quarter(FiscalQuarter)

    /// Its last month.
    public var lastMonth: Month {
        switch self {
        case .month(let month): month
        case .quarter(let quarter): quarter.lastMonth
        }
    }

    /// How long it is.
    public var grain: TrendGrain {
        switch self {
        case .month: .month
        case .quarter: .quarter
        }
    }

    /// Periods of one length from `earlier` to `later`.
    public static func - (later: TrendPeriod, earlier: TrendPeriod) -> Int {
        (later.lastMonth - earlier.lastMonth) / later.grain.months
    }
}

extension TrendPeriod: CustomStringConvertible {
    /// `2026-10` or `2026-Q3`.
    public var description: String {
        switch self {
        case .month(let month): month.description
        case .quarter(let quarter): quarter.description
        }
    }
}

/// Successive periods of one length.
struct PeriodSpan {
    /// The first month of the first period.
    let firstMonth: Month
    /// The length of each period.
    let grain: TrendGrain
    /// How many periods there are.
    let count: Int

    /// The day before a period starts; that after the last one gives its last day.
    func dayBefore(_ position: Int) -> Day {
        (firstMonth + position * grain.months).firstDay - 1
    }

    /// The position of the period that a day is in; nil for other days.
    func position(of day: Day) -> Int? {
        let months = day.month - firstMonth
        let position = months / grain.months
        return months >= 0 && position < count ? position : nil
    }

    /// The position of the first period that starts in a month or after it; it may lie outside the
    /// span.
    func firstPosition(from month: Month) -> Int {
        let months = month - firstMonth
        return months <= 0 ? months : (months + grain.months - 1) / grain.months
    }
}
