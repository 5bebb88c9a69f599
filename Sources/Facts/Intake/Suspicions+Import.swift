public import Calendar
public import Domain

extension FactStore {
    /// What looks wrong with the facts after an import, though no rule is broken.
    ///
    /// Health files say what is odd about their scores themselves, and nothing is odd about measures,
    /// milestones and open work, so an import of nothing else reads no facts.
    ///
    /// - Parameters:
    ///   - summary: what was imported.
    ///   - today: the day of the import.
    /// - Returns: the suspicions.
    /// - Throws: what the store throws when it cannot be read.
    public func suspicions(
        after summary: ImportSummary, today: Day
    ) throws -> [Suspicion] {
        let unsuspected: [Feed] = [
            .health, .measures, .milestones, .touches, .actions, .contacts, .dueDates,
            .ratings, .dismissals,
        ]
        guard summary.files.contains(where: { !unsuspected.contains($0.feed) }) else { return [] }
        return try reading().portfolio.suspicions(asOf: today, policy: Policy())
    }
}
