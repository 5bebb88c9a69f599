/// Counts of one stratum: who was treated, and to whom the event happened.
public struct TwoByTwo: Sendable, Equatable {
    /// The treated with the event, 0 or more.
    public var treatedEvents: Int
    /// The treated without the event, 0 or more.
    public var treatedOthers: Int
    /// The controls with the event, 0 or more.
    public var controlEvents: Int
    /// The controls without the event, 0 or more.
    public var controlOthers: Int

    /// The treated, with and without the event.
    var treated: Int { treatedEvents + treatedOthers }
    /// The controls, with and without the event.
    var controls: Int { controlEvents + controlOthers }
    /// The treated and the controls with the event.
    var events: Int { treatedEvents + controlEvents }
    /// The treated and the controls without the event.
    var others: Int { treatedOthers + controlOthers }

    /// Makes a table of its four counts.
    public init(treatedEvents: Int, treatedOthers: Int, controlEvents: Int, controlOthers: Int) {
        self.treatedEvents = treatedEvents
        self.treatedOthers = treatedOthers
        self.controlEvents = controlEvents
        self.controlOthers = controlOthers
    }

    /// Stops at counts that count nothing.
    func requireCounts() {
        precondition(
            min(treatedEvents, treatedOthers, controlEvents, controlOthers) >= 0,
            "the counts of a table must not be negative")
    }
}
