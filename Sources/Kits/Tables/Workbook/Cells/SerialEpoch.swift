import Calendar

/// From which day the serial numbers of dates count.
///
/// Source: ECMA-376, part 1, 18.17.4.
enum SerialEpoch {
    /// Day 1 is 1900-01-01. Day 60 is 1900-02-29, which never was, so that days from 61 on are one
    /// further.
    case year1900
    /// Day 0 is 1904-01-01, as in old workbooks from a Mac.
    case year1904

    /// The text of a date or time of day.
    ///
    /// It is rounded to the nearest second. Midnight is the day alone; a number below 1 is a time
    /// of day. In the system of 1904 it is the first day, unless the format is one of times.
    ///
    /// - Parameters:
    ///   - serial: days since the epoch.
    ///   - format: `date` or `time`.
    /// - Returns: `2025-12-31`, `2025-12-31T09:26:53` or `09:26:53`; nil where there is no such
    ///   day, and beyond the year 9999.
    func text(_ serial: Double, _ format: NumberFormat) -> String? {
        guard serial >= 0, serial < 3_000_000 else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        let (number, second) = (seconds / 86_400, seconds % 86_400)
        if serial < 1, self == .year1900 || format == .time {
            return number == 0 ? clock(second) : nil
        }
        guard let day = day(number) else { return nil }
        return second == 0 ? day.description : "\(day)T\(clock(second))"
    }

    private func day(_ number: Int) -> Day? {
        let day: Day
        switch self {
        case .year1900:
            guard number >= 1, number != 60 else { return nil }
            day = Day(number: Int32(number) - (number < 60 ? 25_568 : 25_569))
        case .year1904:
            day = Day(number: Int32(number) - 24_107)
        }
        return day.civil.year <= 9999 ? day : nil
    }

    private func clock(_ second: Int) -> String {
        let parts = [second / 3600, second / 60 % 60, second % 60]
        return parts.map { zeroPadded($0, to: 2) }.joined(separator: ":")
    }
}
