public import Calendar
import Domain
import Concurrency

/// What the score and its components told under one version of the scoring model. Versions are not pooled
/// without a word: a new one may give the same names other meanings.
///
/// Source: `Documentation/methods.md`, 16.
public struct ModelVersionFigures: Sendable, Equatable, Codable {
    /// The version; empty for rows without one.
    public let version: String
    /// How many days before the due date.
    public let days: Int
    /// The earliest day on which the score of an event was read and was of the version; nil without
    /// an event.
    public let firstDay: Day?
    /// The events whose score on that day was of the version.
    public let events: Int
    /// Those of them that were renewed.
    public let renewed: Int
    /// The score and its components, by name. They are in no family of tests.
    public let signals: [SignalFigures]

    /// Those of the events that churned.
    public var churned: Int { events - renewed }

    /// The figures of the score itself.
    public var score: SignalFigures? { signals.first { $0.name == .composite } }

    /// The figures by version, then by landmark; none if there is only one version.
    ///
    /// - Complexity: O(versions × events log events), divided among the cores.
    static func all(
        _ table: SignalTable, _ settled: SettledEvents, policy: Policy
    ) -> [ModelVersionFigures] {
        let names = Set(
            table.versions.flatMap { versions in
                Set(versions.rows).filter { $0 >= 0 }.map { versions.names[Int($0)] }
            }
        ).sorted()
        guard names.count > 1 else { return [] }
        let places = names.flatMap { name in table.landmarks.indices.map { (name, $0) } }
        return mapInParallel(places) { name, place in
            let (landmark, versions) = (table.landmarks[place], table.versions[place])
            let version = versions.names.firstIndex(of: name).map { Int32($0) }
            let isIncluded = versions.rows.map { $0 == version }
            return ModelVersionFigures(
                version: name.text, days: landmark.days,
                firstDay: zip(isIncluded, landmark.events).lazy.filter { $0.0 }
                    .map { settled.reading($0.1, landmark) }.min(),
                events: isIncluded.count { $0 },
                renewed: zip(isIncluded, landmark.isRenewed).count { $0 && $1 },
                signals: table.columns[place].filter { $0.name.family == .score }.map {
                    SignalFigures($0, landmark, isIncluded: isIncluded, policy: policy)
                })
        }
    }
}
