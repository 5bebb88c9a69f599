public import Calendar
public import Domain

extension FactStore {
    /// What looks wrong with the facts after an import, though no rule is broken.
    ///
    /// Health files say what is odd about their scores themselves, so an import of nothing else
    /// reads no facts.
    ///
    /// - Parameters:
    ///   - summary: what was imported.
    ///   - today: the day of the import.
    /// - Returns: the suspicions.
    /// - Throws: what the store throws when it cannot be read.
    public func suspicions(
        after summary: ImportSummary, today: Day
    ) throws -> [Suspicion] {
        guard summary.files.contains(where: { $0.feed != .health }) else { return [] }
        return try reading().portfolio.suspicions(asOf: today, policy: Policy())
    }
}
