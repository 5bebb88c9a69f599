import Domain
import Statistics

/// The weights that the score gives its components now.
///
/// Source: `Documentation/methods.md`, 16.
public struct CurrentWeights: Sendable, Equatable, Codable {
    /// The weight of a component, as a share of all weights.
    public struct Weight: Sendable, Equatable, Codable {
        /// The component.
        public let name: SignalName
        /// Its share; below 0 only where it is estimated.
        public let share: Double
    }

    /// The weights, by name; they add up to 1.
    public let weights: [Weight]
    /// Whether they were estimated from the scores, because the policy does not give them.
    public let isEstimated: Bool
    /// The rows that they were estimated from; nil if the policy gives them.
    public let rows: Int?

    /// The weights of a policy, or else those that explain the scores best in least squares; nil if there
    /// are no components, or none can be told apart.
    init?(_ rows: WeightRows) {
        let given = rows.policy.healthWeights
        let names = rows.columns.map(\.name).filter(\.isComponent)
        guard given.isEmpty else {
            let sum = given.sorted { $0.key.precedesByBytes($1.key) }.reduce(0) { $0 + $1.value }
            let all = Set(names + given.keys.map { SignalName(.score, $0) }).sorted()
            weights = all.map { Weight(name: $0, share: (given[$0.name] ?? 0) / sum) }
            isEstimated = false
            self.rows = nil
            return
        }
        let columns = names.map { rows.values($0) }
        let complete = (rows.older + rows.newer).sorted().filter { row in
            columns.allSatisfy { !$0[row].isNaN }
        }
        guard complete.count > names.count + 1,
            let slopes = leastSquares(
                complete.map { rows.composite[$0] },
                on: columns.map { column in complete.map { column[$0] } })
        else { return nil }
        let sum = slopes.reduce(0, +)
        guard sum > 1e-9 else { return nil }
        weights = zip(names, slopes).map { Weight(name: $0, share: $1 / sum) }
        isEstimated = true
        self.rows = complete.count
    }

    /// The share of a component; nil if it has none.
    public func share(of name: SignalName) -> Double? {
        weights.first { $0.name == name }?.share
    }
}
