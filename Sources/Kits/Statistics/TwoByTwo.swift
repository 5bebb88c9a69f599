/// The counts of a two-by-two table: the treated and the controls, with and without the event.
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

    /// A table with these counts.
    public init(treatedEvents: Int, treatedOthers: Int, controlEvents: Int, controlOthers: Int) {
        self.treatedEvents = treatedEvents
        self.treatedOthers = treatedOthers
        self.controlEvents = controlEvents
        self.controlOthers = controlOthers
    }

    /// Stops the program at a negative count.
    func requireCounts() {
        precondition(
            min(treatedEvents, treatedOthers, controlEvents, controlOthers) >= 0,
            "the counts of a table must not be negative")
    }
}
