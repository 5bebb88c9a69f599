import Concurrency
import Domain
import Statistics

/// What all signals told at one landmark.
///
/// Source: `Documentation/methods.md`, 16.
public struct LandmarkFigures: Sendable, Equatable, Codable {
    /// How many days before the due date they were read.
    public let days: Int
    /// The events that stood then: neither noticed nor closed.
    public let events: Int
    /// Those of them that were renewed.
    public let renewed: Int
    /// By family, then by name: the same signals at all landmarks.
    public let signals: [SignalFigures]

    /// Those of the events that churned.
    public var churned: Int { events - renewed }

    /// The figures of a signal; nil if it is not listed.
    public subscript(name: SignalName) -> SignalFigures? { signals.first { $0.name == name } }

    /// The signals that were tested, the strongest first.
    public var strongestFirst: [SignalFigures] {
        signals.filter { $0.p != nil }.sorted(by: SignalFigures.isStronger)
    }

    /// The figures of all landmarks.
    ///
    /// - Complexity: O(signals × events log events), divided among the cores.
    static func all(_ table: SignalTable, policy: Policy) -> [LandmarkFigures] {
        let places = table.landmarks.indices.flatMap { landmark in
            table.columns[landmark].indices.map { (landmark, $0) }
        }
        let figures = mapInParallel(places) { landmark, column in
            SignalFigures(
                table.columns[landmark][column], table.landmarks[landmark], policy: policy)
        }
        var rest = figures[...]
        return table.landmarks.indices.map { landmark in
            let count = table.columns[landmark].count
            defer { rest = rest.dropFirst(count) }
            return LandmarkFigures(
                table.landmarks[landmark], tested(Array(rest.prefix(count)), policy: policy))
        }
    }

    private init(_ landmark: Landmark, _ signals: [SignalFigures]) {
        days = landmark.days
        events = landmark.count
        renewed = landmark.isRenewed.count { $0 }
        self.signals = signals
    }

    /// Adjusts the p-values of a family, and marks what stands out.
    private static func tested(_ signals: [SignalFigures], policy: Policy) -> [SignalFigures] {
        var signals = signals
        for (index, adjusted) in benjaminiHochberg(signals.map(\.p)).enumerated() {
            signals[index].adjustedP = adjusted
            signals[index].isStarred = adjusted.map { $0 < policy.significance } ?? false
        }
        let strongest = signals.indices.filter { signals[$0].p != nil }
            .min { SignalFigures.isStronger(signals[$0], signals[$1]) }
        if let strongest { signals[strongest].isStrongest = true }
        return signals
    }
}
