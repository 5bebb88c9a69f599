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
    /// - Returns: the suspicions about the feeds that the import changed.
    /// - Throws: what the store throws when it cannot be read.
    public func suspicions(
        after summary: ImportSummary, today: Day
    ) throws -> [Suspicion] {
        let changed = summary.files.filter {
            $0.isKept && $0.feed != .health
                && $0.fates.taken + $0.fates.restated + $0.fates.withdrawn > 0
        }
        guard !changed.isEmpty else { return [] }
        return try reading().portfolio.suspicions(asOf: today, policy: Policy())
    }
}
