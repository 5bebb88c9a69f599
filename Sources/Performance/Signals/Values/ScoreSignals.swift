import Calendar
import Concurrency
import Domain

/// The signals that come from the health history, as first recorded: the score, its components and its
/// movement.
struct ScoreSignals: Sendable {
    /// By landmark.
    private(set) var columns: [[SignalColumn]]
    /// The model version of the score of each row, by landmark.
    private(set) var versions: [RowVersions]

    /// How many events are read at a time, so that their days fit in memory.
    private static let batch = 1 << 16
    /// How many events of a batch one thread takes at a time.
    private static let chunk = 1 << 11

    /// The signals of all events that stand at the landmarks.
    ///
    /// A batch has all events of its accounts, so that a store reads each account once.
    init(
        _ settled: SettledEvents, _ landmarks: [Landmark], _ policy: Policy,
        health: any HealthHistory
    ) throws {
        let reader = MovementReader(landmarks.map(\.days), policy)
        let maximumAge = Int(policy.scoreMaximumAgeDays)
        var movement = landmarks.map { landmark in
            MovementReader.names(policy).map { name in
                var column = SignalColumn(name: name, values: [])
                column.values.reserveCapacity(landmark.count)
                return column
            }
        }
        var components = landmarks.map { ComponentColumns(capacity: $0.count) }
        versions = landmarks.map { _ in RowVersions() }
        var start = 0
        while start < settled.count {
            var end = min(start + Self.batch, settled.count)
            while end < settled.count, settled.accounts[end] == settled.accounts[end - 1] {
                end += 1
            }
            let events = start..<end
            let spans = try health.scores(
                over: events.map { event in
                    HealthSpan(
                        account: Int(settled.accounts[event]),
                        last: settled.dues[event] - reader.last, days: reader.days)
                }, maximumAge: 0, version: .firstRecorded)
            let chunks = stride(from: start, to: end, by: Self.chunk).map {
                $0..<min($0 + Self.chunk, end)
            }
            let found = mapInParallel(chunks) {
                reader.values($0, landmarks, spans, from: events.lowerBound)
            }
            for chunk in found {
                for place in landmarks.indices {
                    for signal in movement[place].indices {
                        movement[place][signal].values += chunk[place][signal]
                    }
                }
            }
            // The questions of all landmarks in one call, which a store answers in one pass.
            let questions = landmarks.map { landmark in
                events.filter { landmark.rows[$0] >= 0 }.map { event in
                    HealthQuestion(
                        account: Int(settled.accounts[event]),
                        day: settled.dues[event] - landmark.days)
                }
            }
            let answers = try health.components(
                asOf: Array(questions.joined()), maximumAge: maximumAge, version: .firstRecorded)
            var first = 0
            for (place, asked) in questions.enumerated() {
                let rows = first..<first + asked.count
                components[place].add(answers, rows)
                versions[place].add(answers.versions, rows)
                first = rows.upperBound
            }
            start = end
        }
        let names = ComponentColumns.names(components)
        columns = zip(movement, components).map { $0 + $1.columns(names) }
    }
}
