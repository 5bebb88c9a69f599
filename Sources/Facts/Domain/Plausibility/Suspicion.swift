public import Calendar

/// Something about the facts that is possible, but most likely a mistake: how often it occurs, an
/// example, and what to do.
public struct Suspicion: Sendable, Equatable, Codable {
    /// What it is about. The raw value is the kind of problem in a review's `data_quality`.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// Contracts of one account and due date that are alike but for their identifiers.
        case duplicateLines = "duplicate_lines"
        /// Accounts whose owner left, and that nobody owns since.
        case accountsOfLeavers = "accounts_of_leavers"
        /// Assignments that go on after their CSM left.
        case openAssignments = "open_assignments"
        /// Accounts that churned and have revenue from a later row.
        case churnedWithRevenue = "churned_with_revenue"
        /// Segments whose names differ only by case or spacing.
        case similarSegments = "similar_segments"
        /// Amounts far above the others.
        case unusualAmounts = "unusual_amounts"
        /// Scores that all lie near 0, as if on another scale.
        case healthScale = "health_scale"
    }

    /// What it is about.
    public let kind: Kind
    /// How often it occurs.
    public let count: Int
    /// One instance in words.
    public let example: String
    /// What to do, in words.
    public let whatToDo: String

    /// A suspicion; nil where nothing was found.
    init?(_ kind: Kind, _ count: Int, _ example: String?, whatToDo: String) {
        guard count > 0, let example else { return nil }
        self.kind = kind
        self.count = count
        self.example = example
        self.whatToDo = whatToDo
    }
}

extension Portfolio {
    /// What is suspicious about the facts, as known on a day.
    ///
    ///     for suspicion in portfolio.suspicions(asOf: today, policy: Policy()) {
    ///         print(suspicion.example, suspicion.whatToDo)
    ///     }
    ///
    /// - Parameters:
    ///   - asOf: the day. Nothing that became known later counts.
    ///   - policy: the limits.
    /// - Returns: one for each kind that was found, in the order of the kinds. `healthScale` is not
    ///   among them: see `HealthScale`.
    /// - Complexity: O(facts).
    ///
    /// Source: `Documentation/methods.md`, 17.
    public func suspicions(asOf: Day, policy: Policy) -> [Suspicion] {
        [
            duplicateLines(asOf: asOf), accountsOfLeavers(asOf: asOf),
            openAssignments(asOf: asOf), churnedWithRevenue(asOf: asOf), similarSegments,
            unusualAmounts(asOf: asOf, factor: policy.unusualAmountFactor),
        ].compactMap(\.self)
    }
}
