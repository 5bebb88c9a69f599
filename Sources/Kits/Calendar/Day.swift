/// A calendar day of the proleptic Gregorian calendar, without a time or a zone.
///
/// It is stored as a count of days since 1970-01-01, so that differences are whole days.
///
///     let due: Day? = Day("2026-10-31")
///     let landmark = due.map { $0 - 90 }
///
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
public struct Day: Hashable, Comparable, Sendable, Codable, BitwiseCopyable {
    /// Days since 1970-01-01; negative before.
    public let number: Int32

    /// A day before all others.
    public static let distantPast = Day(number: .min)

    /// The day that lies `number` days after 1970-01-01.
    public init(number: Int32) {
        self.number = number
    }

    /// The day of a year, month and day of month; nil where the calendar has none.
    ///
    /// - Parameters:
    ///   - year: 0 to 9999.
    ///   - month: 1 to 12.
    ///   - day: 1 to the length of the month.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.init(number: Day.count(year: year, month: month, day: day))
    }

    /// Reads `YYYY-MM-DD`; nil for any other text, and for a day that does not exist.
    public init?(_ text: String) {
        var text = text
        guard let day = text.withUTF8({ Day(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = day
    }

    /// Reads the bytes of `YYYY-MM-DD`; nil for any other bytes, and for a day that does not exist.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]),
            let day = decimal(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// Year, month (1 to 12) and day of month (from 1).
    public var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(number) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    /// The month of the day.
    public var month: Month {
        let (year, month, _) = civil
        return Month(year: year, month: month)
    }

    /// `3 Nov 2026`.
    package var words: String { "\(civil.day) \(month.name)" }

    /// The day of the week, 0 for Monday to 6 for Sunday.
    package var weekday: Int {
        // 1970-01-01 was a Thursday.
        ((Int(number) + 3) % 7 + 7) % 7
    }

    /// The day `days` later (earlier where negative).
    public static func + (day: Day, days: Int) -> Day {
        Day(number: day.number + Int32(days))
    }

    /// The day `days` earlier (later where negative).
    public static func - (day: Day, days: Int) -> Day {
        Day(number: day.number - Int32(days))
    }

    /// Days from `earlier` to `later`; negative where the order is the other way.
    public static func - (later: Day, earlier: Day) -> Int {
        Int(later.number) - Int(earlier.number)
    }

    /// Whether `left` is the earlier day.
    public static func < (left: Day, right: Day) -> Bool {
        left.number < right.number
    }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    static func count(year: Int, month: Int, day: Int) -> Int32 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    public var description: String {
        let (year, month, day) = civil
        let digits = [
            year / 1000, year / 100 % 10, year / 10 % 10, year % 10, -3, month / 10, month % 10,
            -3, day / 10, day % 10,
        ]
        return String(unsafeUninitializedCapacity: 10) { text in
            for index in 0..<10 { text[index] = UInt8(48 + digits[index]) }
            return 10
        }
    }
}

/// The value of ASCII digits; nil where one of the bytes is no digit.
func decimal(_ digits: Slice<UnsafeRawBufferPointer>) -> Int? {
    var value = 0
    for byte in digits {
        guard byte >= 48, byte <= 57 else { return nil }
        value = value * 10 + Int(byte - 48)
    }
    return value
}

/// A number of 0 or more with leading zeros: `zeroPadded(7, to: 2)` is `07`.
package func zeroPadded(_ value: Int, to width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
