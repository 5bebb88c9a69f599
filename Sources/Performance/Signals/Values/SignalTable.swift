package import Attribution
import Concurrency
package import Domain

/// The values of all signals at all landmarks.
///
/// Source: `Documentation/methods.md`, 16.
package struct SignalTable: Sendable {
    /// The events that stand at each landmark, the earliest first.
    package let landmarks: [Landmark]
    /// The signals of each landmark, by family, then by name: the same at all.
    package let columns: [[SignalColumn]]
    /// The model version of the score of each row, by landmark.
    let versions: [RowVersions]

    /// The signals of the settled events of an attributed portfolio.
    ///
    /// - Throws: what `health` or `measures` throws when it cannot be read.
    package init(
        _ settled: SettledEvents, _ attributed: AttributedPortfolio, health: any HealthHistory,
        measures: any MeasureHistory
    ) throws {
        let landmarks = Landmark.days(attributed.policy).map { Landmark($0, settled) }
        let (scores, others) = try inParallel(
            { try ScoreSignals(settled, landmarks, attributed.policy, health: health) },
            { () throws -> [[SignalColumn]] in
                let groups: [[[SignalColumn]]] = [
                    contactSignals(settled, landmarks, attributed),
                    accountSignals(settled, landmarks, attributed),
                    try measureSignals(settled, landmarks, attributed, measures),
                    milestoneSignals(settled, landmarks, attributed),
                ]
                return landmarks.indices.map { place in groups.flatMap { $0[place] } }
            })
        self.landmarks = landmarks
        columns = zip(scores.columns, others).map { ($0 + $1).sorted { $0.name < $1.name } }
        versions = scores.versions
    }
}
