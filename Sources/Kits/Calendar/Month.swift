/// A calendar month.
///
///     let month: Month? = Month("2026-10")
///     month?.lastDay  // 2026-10-31
public struct Month: Hashable, Comparable, Sendable, Codable {
    /// Months since January of year 0.
    public let number: Int32

    /// The month that lies `number` months after January of year 0.
    public init(number: Int32) {
        self.number = number
    }

    /// The month of a year; `month` from 1 to 12.
    public init(year: Int, month: Int) {
        self.init(number: Int32(year * 12 + month - 1))
    }

    /// Reads `YYYY-MM`; nil for any other text.
    public init?(_ text: String) {
        guard let day = Day(text + "-01") else { return nil }
        self = day.month
    }

    /// The year.
    public var year: Int { Int(number) / 12 }

    /// The month of the year, 1 to 12.
    public var monthOfYear: Int { Int(number) % 12 + 1 }

    /// Its first day.
    public var firstDay: Day { Day(number: Day.count(year: year, month: monthOfYear, day: 1)) }

    /// Its last day.
    public var lastDay: Day { (self + 1).firstDay - 1 }

    /// Its length in days, 28 to 31.
    public var length: Int { Day.length(ofMonth: monthOfYear, year: year) }

    /// `Nov 2026`.
    public var name: String { "\(shortName) \(year)" }

    /// `Nov`.
    public var shortName: String {
        [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ][monthOfYear - 1]
    }

    /// The month `months` later (earlier where negative).
    public static func + (month: Month, months: Int) -> Month {
        Month(number: month.number + Int32(months))
    }

    /// The month `months` earlier (later where negative).
    public static func - (month: Month, months: Int) -> Month {
        Month(number: month.number - Int32(months))
    }

    /// Months from `earlier` to `later`.
    public static func - (later: Month, earlier: Month) -> Int {
        Int(later.number) - Int(earlier.number)
    }

    /// Whether `left` is the earlier month.
    public static func < (left: Month, right: Month) -> Bool {
        left.number < right.number
    }
}

extension Month: CustomStringConvertible {
    /// `YYYY-MM`.
    public var description: String {
        "\(zeroPadded(year, to: 4))-\(zeroPadded(monthOfYear, to: 2))"
    }
}
