/// A moment in UTC, to the second.
///
/// ```swift
/// Instant("2026-11-21T09:30:00+01:00")?.description  // "2026-11-21T08:30:00Z"
/// ```
public struct Instant: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public let seconds: Int

    /// The moment `seconds` after 1970-01-01T00:00:00Z.
    public init(seconds: Int) { self.seconds = seconds }

    /// The day of the moment, in UTC.
    public var day: Day { Day(number: Int32((Double(seconds) / 86_400).rounded(.down))) }

    /// The moment `seconds` later.
    public static func + (instant: Instant, seconds: Int) -> Instant {
        Instant(seconds: instant.seconds + seconds)
    }

    /// Whether `left` is the earlier one.
    public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
}

extension Instant: CustomStringConvertible {
    /// RFC 3339: `2026-11-21T08:30:00Z`.
    public var description: String {
        let ofDay = seconds - Int(day.number) * 86_400
        let time = [ofDay / 3600, ofDay / 60 % 60, ofDay % 60].map { zeroPadded($0, to: 2) }
        return "\(day)T\(time.joined(separator: ":"))Z"
    }
}

// MARK: Reading

extension Instant {
    /// Reads RFC 3339; nil for any other text. Fractions of a second are dropped.
    public init?(_ text: String) {
        var text = text
        guard let instant = text.withUTF8({ Instant(UnsafeRawBufferPointer($0)) }) else {
            return nil
        }
        self = instant
    }

    /// Reads the bytes of RFC 3339: a date, `T`, `t` or a space, a time with or without a fraction,
    /// then `Z` or an offset such as `+01:00`. Nil for any others.
    ///
    /// A leap second counts as the second before it.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 20, let day = Day(UnsafeRawBufferPointer(rebasing: bytes[..<10])),
            [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = decimal(bytes[11..<13]), hour < 24,
            let minute = decimal(bytes[14..<16]), minute < 60,
            let second = decimal(bytes[17..<19]), second <= 60
        else { return nil }
        var at = 19
        if bytes[at] == UInt8(ascii: ".") {
            let digits = bytes[(at + 1)...].prefix { $0 >= 48 && $0 <= 57 }
            guard !digits.isEmpty else { return nil }
            at = digits.endIndex
        }
        guard let offset = Self.offset(UnsafeRawBufferPointer(rebasing: bytes[at...])) else {
            return nil
        }
        seconds =
            Int(day.number) * 86_400 + hour * 3600 + (minute - offset) * 60 + min(second, 59)
    }

    /// The minutes by which a zone is ahead of UTC: `Z`, `+01:00`; nil for anything else.
    private static func offset(_ zone: UnsafeRawBufferPointer) -> Int? {
        switch zone.first {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return zone.count == 1 ? 0 : nil
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard zone.count == 6, zone[3] == UInt8(ascii: ":"), let hours = decimal(zone[1..<3]),
                hours < 24, let minutes = decimal(zone[4..<6]), minutes < 60
            else { return nil }
            let offset = hours * 60 + minutes
            return zone[0] == UInt8(ascii: "+") ? offset : -offset
        default: return nil
        }
    }
}
