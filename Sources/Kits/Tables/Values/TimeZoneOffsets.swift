package import Calendar
import Foundation

/// The day on which a moment falls in a time zone.
///
/// A zone's offset changes a few times a year. The last one looked up is kept with the span in
/// which it holds, so that a column of times costs one look up for each change.
package final class TimeZoneOffsets {
    private let zone: TimeZone
    private var span = 0..<0
    private var offset = 0

    /// The zone of an IANA name such as `Europe/Berlin`; nil for a name that is none.
    package init?(_ name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.zone = zone
    }

    /// The day and the millisecond of the day that a clock in the zone shows at a moment.
    ///
    /// - Parameters:
    ///   - day: the day that the text shows.
    ///   - milliseconds: the milliseconds of that day.
    ///   - offset: the minutes by which the text's own zone is ahead of UTC.
    /// - Returns: the day, and the milliseconds since its midnight.
    package func local(
        _ day: Day, _ milliseconds: Int, offset: Int
    ) -> (day: Day, milliseconds: Int) {
        let utc = Int(day.number) * 86_400 + milliseconds / 1000 - offset * 60
        if !span.contains(utc) { lookUp(utc) }
        return Self.shifted(day, milliseconds, seconds: self.offset - offset * 60)
    }

    /// The day and the millisecond of the day that a clock shows which is ahead by some seconds.
    package static func shifted(
        _ day: Day, _ milliseconds: Int, seconds: Int
    ) -> (day: Day, milliseconds: Int) {
        let clock = Int(day.number) * 86_400 + milliseconds / 1000 + seconds
        let number = Int((Double(clock) / 86_400).rounded(.down))
        return (
            Day(number: Int32(number)), (clock - number * 86_400) * 1000 + milliseconds % 1000
        )
    }

    private func lookUp(_ utc: Int) {
        let moment = Date(timeIntervalSince1970: Double(utc))
        offset = zone.secondsFromGMT(for: moment)
        let next = zone.nextDaylightSavingTimeTransition(after: moment)
        let end = next.map { Int($0.timeIntervalSince1970) } ?? utc + 86_400
        span = utc..<max(utc + 1, min(end, utc + 300 * 86_400))
    }
}
