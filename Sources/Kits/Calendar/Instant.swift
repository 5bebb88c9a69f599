/// A moment in UTC, to the second.
public struct Instant: Sendable, Hashable, Comparable {
    /// Seconds since 1970-01-01T00:00:00Z.
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
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(day)T\(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))Z"
    }
}
