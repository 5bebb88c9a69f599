public import Calendar
public import Domain

/// What the score of one account is computed from. Facts of any day may be there: a score takes only
/// those up to its own day.
public struct AccountFacts: Sendable, Equatable {
    /// The observations of each measure, by day.
    public private(set) var observations: [String: [Observation]]
    /// The days of meaningful touches, in order.
    public private(set) var touches: [Day]
    /// The contacts, sorted by identifier.
    public private(set) var contacts: [Contact]

    /// These facts.
    ///
    /// - Parameters:
    ///   - observations: the observations of each measure in any order, at most one a day.
    ///   - touches: the days of meaningful touches, in any order.
    ///   - contacts: in any order.
    public init(
        observations: [String: [Observation]] = [:], touches: [Day] = [], contacts: [Contact] = []
    ) {
        self.observations = observations.mapValues { $0.sorted { $0.day < $1.day } }
        self.touches = touches.sorted()
        self.contacts = contacts.sorted { $0.id.precedesByBytes($1.id) }
    }

    /// The last meaningful touch by a day; nil without any.
    public func lastTouch(by day: Day) -> Day? {
        touches.last { $0 <= day }
    }

    /// The observations of a measure by a day, in order.
    func observations(of measure: String, by day: Day) -> ArraySlice<Observation> {
        let all = observations[measure, default: []]
        let end = all.lastIndex { $0.day <= day }.map { $0 + 1 } ?? 0
        return all[..<end]
    }
}
