import Domain

/// The constants of the policy that sentences on signals name.
struct SignalLimits: Sendable, Equatable, Codable {
    let signalCount: Double
    let signalOutcomes: Double
    let churnsPerWeight: Double
    let significance: Double
    /// How many days before a renewal weights are fitted.
    let weightsLandmark: Int

    init(_ policy: Policy) {
        signalCount = policy.signalCount
        signalOutcomes = policy.signalOutcomes
        churnsPerWeight = policy.churnsPerWeight
        significance = policy.significance
        weightsLandmark = Landmark.ofWeights(policy)
    }
}
