/// Reads the parts of a date and a time from bytes, from left to right.
struct DateScanner {
    /// A date's numbers, in the order in which they are written.
    enum Parts {
        case ymd(Int, Int, Int)
        case dmy(Int, Int, Int)
        /// The day and the month in an order that the form does not tell.
        case pair(Int, Int, Int)
    }

    private let bytes: UnsafeRawBufferPointer
    private var at = 0
    /// Whether the date was written as `YYYY-MM-DD`.
    private(set) var isISO = false

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { at == bytes.count }

    private var next: UInt8 { at < bytes.count ? bytes[at] : 0 }

    // MARK: The date

    mutating func date() -> Parts? {
        if isLetter(next) { return monthNameFirst() }
        guard let (first, width) = number(upTo: 8) else { return nil }
        if width == 8 { return .ymd(first / 10_000, first / 100 % 100, first % 100) }
        let mark = next
        at += 1
        switch (width, mark) {
        case (4, UInt8(ascii: "-")), (4, UInt8(ascii: "/")), (4, UInt8(ascii: ".")):
            guard let (month, monthWidth) = number(upTo: 2), next == mark else { return nil }
            at += 1
            guard let (day, dayWidth) = number(upTo: 2) else { return nil }
            isISO = mark == UInt8(ascii: "-") && monthWidth == 2 && dayWidth == 2
            return .ymd(first, month, day)
        case (1...2, UInt8(ascii: ".")):
            skipBlanks()
            if isLetter(next) { return nameAndYear(day: first) }
            guard let (month, _) = number(upTo: 2), next == mark else { return nil }
            at += 1
            skipBlanks()
            return year().map { .dmy(first, month, $0) }
        case (1...2, UInt8(ascii: "/")), (1...2, UInt8(ascii: "-")):
            if isLetter(next) { return nameAndYear(day: first) }
            guard let (second, _) = number(upTo: 2), next == mark else { return nil }
            at += 1
            // With two digits the year could as well be the first number.
            guard let (year, width) = number(upTo: 4), width == 4 else { return nil }
            return .pair(first, second, year)
        case (1...2, UInt8(ascii: " ")):
            skipBlanks()
            return nameAndYear(day: first)
        default: return nil
        }
    }

    /// `Dec-25`, `Dec 2025` or `December, 2025` after a day.
    private mutating func nameAndYear(day: Int) -> Parts? {
        guard let month = monthName() else { return nil }
        guard
            [
                UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " "), UInt8(ascii: ","),
                UInt8(ascii: "."),
            ].contains(next)
        else { return nil }
        at += 1
        skipBlanks()
        return year().map { .dmy(day, month, $0) }
    }

    /// `Dec 31, 2025`.
    private mutating func monthNameFirst() -> Parts? {
        guard let month = monthName() else { return nil }
        if next == UInt8(ascii: ".") { at += 1 }
        guard next == UInt8(ascii: " ") || next == UInt8(ascii: "-") else { return nil }
        at += 1
        skipBlanks()
        guard let (day, _) = number(upTo: 2) else { return nil }
        guard [UInt8(ascii: ","), UInt8(ascii: " "), UInt8(ascii: "-")].contains(next) else {
            return nil
        }
        at += 1
        skipBlanks()
        return year().map { .dmy(day, month, $0) }
    }

    /// A year of four digits, or of two: 90 to 99 are 1990 to 1999, 00 to 49 are 2000 to 2049.
    private mutating func year() -> Int? {
        guard let (year, width) = number(upTo: 4) else { return nil }
        if width == 4 { return year }
        guard width == 2, year >= 90 || year <= 49 else { return nil }
        return year >= 90 ? 1900 + year : 2000 + year
    }

    private mutating func monthName() -> Int? {
        var letters: [UInt8] = []
        while isLetter(next), letters.count < 10 {
            letters.append(next | 0x20)
            at += 1
        }
        let name = String(decoding: letters, as: UTF8.self)
        if name == "sept" { return 9 }
        guard name.count >= 3 else { return nil }
        return Self.months.firstIndex { $0 == name || $0.prefix(3) == name }.map { $0 + 1 }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]

    // MARK: The time

    /// Reads what follows the date to the end: a time, AM or PM, a zone.
    mutating func time() -> (milliseconds: Int, offset: Int?)? {
        if next == UInt8(ascii: ",") { at += 1 }
        guard next == UInt8(ascii: "T") || next == UInt8(ascii: "t") || next == UInt8(ascii: " ")
        else { return nil }
        at += 1
        skipBlanks()
        guard var (hour, _) = number(upTo: 2), next == UInt8(ascii: ":") else { return nil }
        at += 1
        guard let (minute, width) = number(upTo: 2), width == 2, minute < 60 else { return nil }
        var milliseconds = 0
        if next == UInt8(ascii: ":") {
            at += 1
            guard let (second, width) = number(upTo: 2), width == 2, second <= 60 else {
                return nil
            }
            milliseconds = min(second, 59) * 1000
            if next == UInt8(ascii: ".") || next == UInt8(ascii: ",") {
                at += 1
                guard let fraction = fraction() else { return nil }
                milliseconds += fraction
            }
        }
        skipBlanks()
        if let isAfternoon = halfOfDay() {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
            skipBlanks()
        }
        guard hour < 24 else { return nil }
        milliseconds += (hour * 60 + minute) * 60_000
        if isAtEnd { return (milliseconds, nil) }
        guard let offset = zone(), isAtEnd else { return nil }
        return (milliseconds, offset)
    }

    /// The digits behind the mark, as milliseconds.
    private mutating func fraction() -> Int? {
        var value = 0
        var width = 0
        while isDigit(next), at < bytes.count {
            if width < 3 { value = value * 10 + Int(next - 48) }
            width += 1
            at += 1
        }
        guard (1...9).contains(width) else { return nil }
        for _ in width..<max(3, width) { value *= 10 }
        return value
    }

    /// Whether AM (false) or PM (true) stands here; nil for neither.
    private mutating func halfOfDay() -> Bool? {
        guard at + 2 <= bytes.count, bytes[at + 1] | 0x20 == UInt8(ascii: "m") else { return nil }
        let letter = next | 0x20
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
        at += 2
        return letter == UInt8(ascii: "p")
    }

    /// The minutes of `Z`, `UTC`, `GMT`, `+01:00`, `+0100` or `+01`.
    private mutating func zone() -> Int? {
        let rest = String(decoding: bytes[at...], as: UTF8.self).uppercased()
        if ["Z", "UTC", "GMT"].contains(rest) {
            at = bytes.count
            return 0
        }
        guard next == UInt8(ascii: "+") || next == UInt8(ascii: "-") else { return nil }
        let sign = next == UInt8(ascii: "+") ? 1 : -1
        at += 1
        guard let (hours, width) = number(upTo: 4) else { return nil }
        if width == 4 {
            guard hours / 100 < 24, hours % 100 < 60 else { return nil }
            return sign * (hours / 100 * 60 + hours % 100)
        }
        guard width == 2, hours < 24 else { return nil }
        guard next == UInt8(ascii: ":") else { return sign * hours * 60 }
        at += 1
        guard let (minutes, minuteWidth) = number(upTo: 2), minuteWidth == 2, minutes < 60 else {
            return nil
        }
        return sign * (hours * 60 + minutes)
    }

    // MARK: Bytes

    private mutating func number(upTo width: Int) -> (value: Int, width: Int)? {
        var value = 0
        let start = at
        while isDigit(next), at < bytes.count, at - start < width {
            value = value * 10 + Int(next - 48)
            at += 1
        }
        guard at > start, !isDigit(next) else { return nil }
        return (value, at - start)
    }

    private mutating func skipBlanks() {
        while next == UInt8(ascii: " ") { at += 1 }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) }
}

func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
