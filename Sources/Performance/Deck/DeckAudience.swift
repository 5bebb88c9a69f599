/// For whom a deck is made.
public enum DeckAudience: String, Sendable, CaseIterable {
    /// People who may see the figures of everybody.
    case vp
    /// People outside customer success: no person, and no account that is not among the largest.
    ///
    /// Source: `Documentation/methods.md`, 28.
    case board
}

/// How a deck shows charts.
public enum DeckCharts: String, Sendable, CaseIterable {
    /// As charts that can be edited, wherever a classic type of chart can show them.
    case native
    /// As pictures.
    case picture
}
