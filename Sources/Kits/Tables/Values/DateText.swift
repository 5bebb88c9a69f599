package import Calendar

/// A date as people and programs write it, with or without a time and a zone.
///
/// ```swift
/// let text = DateText("31-Dec-25 14:30 +01:00")
/// text?.day(.dayFirst)            // 2025-12-31
/// text?.millisecondOfDay          // 52,200,000
/// ```
///
/// Taken are `2025-12-31`, `2025/12/31`, `20251231`, `31.12.2025`, `31/12/2025`, `12/31/2025`,
/// `31-12-2025`, `31-Dec-25`, `31 December 2025` and `Dec 31, 2025`. A year of two digits, which
/// only dates with points or a month's name may have, is one of 1990 to 2049.
package struct DateText: Equatable, Sendable {
    /// The two numbers of a date whose order may be open.
    private enum Numbers: Equatable {
        case known(Day)
        /// As written, before the year.
        case pair(first: Int, second: Int, year: Int)
    }

    private let numbers: Numbers
    /// Milliseconds since midnight of the clock that the text shows; nil without a time.
    package let millisecondOfDay: Int?
    /// Minutes by which the zone of the time is ahead of UTC; nil without a zone.
    package let offsetInMinutes: Int?
    /// Whether the date is written as `YYYY-MM-DD`.
    package let isISO: Bool

    /// Reads a text. Nil where it is no date, or none that exists in either order.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        var scanner = DateScanner(bytes)
        guard let date = scanner.date() else { return nil }
        switch date {
        case .ymd(let year, let month, let day):
            guard let day = Day(year: year, month: month, day: day) else { return nil }
            numbers = .known(day)
        case .dmy(let day, let month, let year):
            guard let day = Day(year: year, month: month, day: day) else { return nil }
            numbers = .known(day)
        case .pair(let first, let second, let year):
            let early = Day(year: year, month: second, day: first)
            let late = Day(year: year, month: first, day: second)
            switch (early, late) {
            case (nil, nil): return nil
            case (let day?, let other?) where day == other: numbers = .known(day)
            default: numbers = .pair(first: first, second: second, year: year)
            }
        }
        isISO = scanner.isISO
        guard !scanner.isAtEnd else {
            (millisecondOfDay, offsetInMinutes) = (nil, nil)
            return
        }
        guard let time = scanner.time() else { return nil }
        millisecondOfDay = time.milliseconds
        offsetInMinutes = time.offset
    }

    /// Reads a text.
    package init?(_ text: String) {
        var text = text
        guard let date = text.withUTF8({ DateText(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = date
    }

    /// The only order in which the date exists; nil where both do, or where the form has no two
    /// orders.
    package var order: DateOrder? {
        guard case .pair(let first, let second, let year) = numbers else { return nil }
        let dayFirst = Day(year: year, month: second, day: first) != nil
        let monthFirst = Day(year: year, month: first, day: second) != nil
        return dayFirst == monthFirst ? nil : dayFirst ? .dayFirst : .monthFirst
    }

    /// Whether the date is a different day in each order.
    package var isAmbiguous: Bool {
        if case .pair = numbers { order == nil } else { false }
    }

    /// The day that the text shows. Nil where it does not exist in that order, or where the order
    /// matters and is nil.
    package func day(_ order: DateOrder?) -> Day? {
        switch numbers {
        case .known(let day): day
        case .pair(let first, let second, let year):
            switch order {
            case .dayFirst: Day(year: year, month: second, day: first)
            case .monthFirst: Day(year: year, month: first, day: second)
            case nil: nil
            }
        }
    }
}
