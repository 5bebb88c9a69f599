public import Calendar

/// The versions of a model over time. A version counts from its day on, and a later one never
/// changes a score of an earlier day.
public struct ModelCourse: Sendable, Equatable {
    /// The versions, by their first day.
    public let versions: [HealthModel]

    /// The course of these versions.
    ///
    /// - Parameter models: in any order.
    /// - Throws: `ScoringError` if there is none, or two have the same version or first day.
    public init(_ models: [HealthModel]) throws {
        guard !models.isEmpty else { throw ScoringError.noModel }
        let sorted = models.sorted { ($0.from ?? .distantPast) < ($1.from ?? .distantPast) }
        for (earlier, later) in zip(sorted, sorted.dropFirst()) where earlier.from == later.from {
            throw ScoringError.sameDay(earlier.version, later.version, earlier.from)
        }
        var known: Set<String> = []
        for model in sorted where !known.insert(model.version).inserted {
            throw ScoringError.sameVersion(model.version)
        }
        versions = sorted
    }

    /// The model that counts on a day; nil before the first day of the first version.
    public func model(on day: Day) -> HealthModel? {
        versions.last { ($0.from ?? .distantPast) <= day }
    }
}
