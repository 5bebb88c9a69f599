public import Domain
public import Calendar

/// The days and months that a review looks at.
///
/// Source: `Documentation/methods.md`, 1.
public struct ReviewFrame: Sendable, Hashable {
    /// What the review is of: a month, or the fiscal quarter or year that ends with it.
    public let grain: ReviewGrain
    /// The month under review; of a quarter or a year its last.
    public let month: Month
    /// Its last day. Nothing that became known later counts.
    public let asOf: Day
    /// The first day of the headline window, which ends on `asOf`.
    public let windowStart: Day
    /// The length of the headline window in months.
    public let windowMonths: Double
    /// The month in which fiscal years start, 1 to 12.
    package let fiscalYearStart: Int
    /// The day before the headline window starts.
    public let opening: Day
    /// The months that a trend shows, in order; the last is the month under review.
    public let trendMonths: [Month]
    /// The fiscal quarters that a trend with too little a month shows, in order; the last is the
    /// latest that has ended by `asOf`.
    public let trendQuarters: [FiscalQuarter]

    /// The frame of a review.
    ///
    /// - Parameters:
    ///   - month: the month under review; of a quarter or a year its last.
    ///   - policy: says how long the window and the trends are.
    ///   - grain: what the review is of. The window of a quarter or a year has its length.
    public init(month: Month, policy: Policy, grain: ReviewGrain = .month) {
        self.grain = grain
        self.month = month
        asOf = month.lastDay
        windowMonths = grain.months ?? policy.windowMonths
        fiscalYearStart = Int(policy.fiscalYearStart)
        windowStart = (month - (Int(windowMonths) - 1)).firstDay
        opening = windowStart - 1
        trendMonths = (0..<Int(policy.trendMonths)).reversed().map { month - $0 }
        let last = FiscalQuarter.last(endedBy: month, yearStart: Int(policy.fiscalYearStart))
        trendQuarters = (0..<Int(policy.trendQuarters)).reversed().map { last + -$0 }
    }

    /// The first month that a trend shows.
    public var firstTrendMonth: Month { month - (trendMonths.count - 1) }

    /// The first month of the quarters that a trend may show.
    public var firstTrendQuarterMonth: Month { trendQuarters.first?.firstMonth ?? firstTrendMonth }

    /// The headline window W, both ends included.
    public var window: ClosedRange<Day> { windowStart...asOf }

    /// The name of what is under review: `2026-10`, `2026-Q3` or `2026`.
    public var name: String {
        switch grain {
        case .month: month.description
        case .quarter:
            FiscalQuarter(containing: month, yearStart: fiscalYearStart).description
        case .year: FiscalYear(containing: month, yearStart: fiscalYearStart).description
        }
    }

    /// The days of the month under review.
    public var monthDays: ClosedRange<Day> { month.firstDay...asOf }
}
