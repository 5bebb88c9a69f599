public import Calendar
public import Domain

/// The months that can be reviewed: those that the health history covers to their end.
///
/// ```swift
/// let months = ReviewableMonths(reading)
/// try months.check(month)
/// ```
public struct ReviewableMonths: Sendable {
    /// The months, the newest first. Empty without a complete month.
    public let newestFirst: [Month]

    /// The months of a reading of the facts.
    public init(_ reading: any FactReading) {
        guard let last = MonthlyReview.latestMonth(reading),
            let first = reading.firstHealthDay?.month, first <= last
        else {
            newestFirst = []
            return
        }
        newestFirst = (0...(last - first)).map { last - $0 }
    }

    /// Refuses a month that cannot be reviewed.
    ///
    /// - Throws: `ReviewError.uncoveredMonth`.
    public func check(_ month: Month) throws(ReviewError) {
        guard !newestFirst.contains(month) else { return }
        throw .uncoveredMonth(month, first: newestFirst.last, last: newestFirst.first)
    }
}
