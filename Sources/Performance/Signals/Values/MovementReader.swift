import Calendar
import Domain

/// Reads the score and its movement from the rows of the days before a landmark.
struct MovementReader: Sendable {
    /// How many days before the due date the last day is.
    let last: Int
    /// How many days are read.
    let days: Int
    private let policy: Policy
    private let maximumAge: Int
    private let changes: [Int]
    private let window: Int

    /// A reader for landmarks so many days before the due date.
    init(_ landmarks: [Int], _ policy: Policy) {
        self.policy = policy
        maximumAge = Int(policy.scoreMaximumAgeDays)
        changes = [Int(policy.shortChangeDays), Int(policy.longChangeDays)]
        window = Int(policy.signalWindowDays)
        last = landmarks.min() ?? 0
        let farthest = max(changes.max() ?? 0, window - 1) + maximumAge
        days = (landmarks.max() ?? 0) - last + farthest + 1
    }

    /// The signals read, in the order of `values`.
    static func names(_ policy: Policy) -> [SignalName] {
        let window = Int(policy.signalWindowDays)
        return [
            .composite,
            SignalName(.movement, "change_\(Int(policy.shortChangeDays))"),
            SignalName(.movement, "change_\(Int(policy.longChangeDays))"),
            SignalName(.movement, "deviation_\(window)"),
            SignalName(.movement, "days_red_\(window)"),
        ]
    }

    /// The values of some events, by landmark, then by signal, then by event that stands.
    ///
    /// - Parameters:
    ///   - events: positions in `SettledEvents`.
    ///   - landmarks: the landmarks.
    ///   - spans: the rows of the days, without those of earlier days.
    ///   - first: the event of the first span.
    /// - Returns: the values; NaN where missing.
    func values(
        _ events: Range<Int>, _ landmarks: [Landmark], _ spans: SpanScores, from first: Int
    ) -> [[[Double]]] {
        var values = landmarks.map { _ in [[Double]](repeating: [], count: 5) }
        var course = ScoreCourse(days: days)
        for event in events {
            let start = Int(spans.starts[event - first])
            course.read(spans.cells[start..<start + days], maximumAge: maximumAge, policy)
            for (place, landmark) in landmarks.enumerated() where landmark.rows[event] >= 0 {
                let day = days - 1 - (landmark.days - last)
                let now = course.tenths(day)
                values[place][0].append(now.map { Double($0) / 10 } ?? .nan)
                for (index, change) in changes.enumerated() {
                    let before = course.tenths(day - change)
                    // Whole tenths, so that equal changes are equal.
                    let difference = now.flatMap { now in before.map { Double(now - $0) / 10 } }
                    values[place][1 + index].append(difference ?? .nan)
                }
                let range = day - window + 1...day
                values[place][3].append(
                    course.deviation(range, rows: Int(policy.deviationRows)) ?? .nan)
                values[place][4].append(
                    course.redDays(range, known: Int(policy.redKnownDays)).map(Double.init) ?? .nan)
            }
        }
        return values
    }
}
