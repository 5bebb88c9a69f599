import Attribution
import Calendar
import Closing
import Review

/// Which review an address means: that of a month as it was published, of today's facts, or of a
/// fiscal quarter or year.
///
///     ReviewName("2026-10-now", fiscalYearStart: 1)?.isToday  // true
struct ReviewName: Hashable {
    /// The month; of a quarter or a year its last.
    let month: Month
    let grain: ReviewGrain
    /// Whether today's figures of a closed month are meant.
    let isToday: Bool

    /// What an address of today's figures ends in.
    static let today = "-now"

    /// Reads `2026-10`, `2026-10-now`, `2026-Q3` or `2026`; nil for anything else.
    init?(_ text: String, fiscalYearStart: Int) {
        let isToday = text.hasSuffix(Self.today)
        if let month = Month(isToday ? String(text.dropLast(Self.today.count)) : text) {
            self.init(month: month, isToday: isToday)
        } else if let quarter = FiscalQuarter(text, yearStart: fiscalYearStart) {
            self.init(month: quarter.lastMonth, grain: .quarter)
        } else if let year = FiscalYear(text, yearStart: fiscalYearStart) {
            self.init(month: year.lastMonth, grain: .year)
        } else {
            return nil
        }
    }

    init(month: Month, grain: ReviewGrain = .month, isToday: Bool = false) {
        self.month = month
        self.grain = grain
        self.isToday = isToday
    }
}

extension MonthlyReview {
    /// How addresses name it: `2026-10`, `2026-10-now`, `2026-Q3`, `2026`.
    var address: String {
        if case .current = publication { frame.name + ReviewName.today } else { frame.name }
    }
}
