public import Calendar
public import Domain

/// A store of closed months. They are only added to: a closing is never changed or deleted.
public protocol ClosingStore: Sendable {
    /// All closings in the order in which they were made.
    ///
    /// - Throws: the store's error if it cannot be read.
    func closings() throws -> [ClosedMonth]

    /// How many closings there are. It grows with every closing.
    ///
    /// - Throws: the store's error if it cannot be read.
    func count() throws -> Int

    /// The bytes of `review.json` as they were published.
    ///
    /// - Throws: the store's error if they cannot be read, or are not those that were published.
    func review(of closed: ClosedMonth) throws -> [UInt8]

    /// The edition that closing a month now would make, and its time: later than every import and
    /// every closing so far, even if the clock was set back.
    ///
    /// - Parameters:
    ///   - month: the month.
    ///   - time: the time by the clock.
    /// - Returns: the edition and the time.
    /// - Throws: the store's error if it cannot be read.
    func nextEdition(
        of month: Month, at time: Instant
    ) throws -> (edition: Int, closed: Instant)

    /// Closes a month, wholly or not at all.
    ///
    /// - Parameters:
    ///   - closed: the closing.
    ///   - review: the bytes of `review.json`.
    /// - Throws: `ClosingError.factsChanged` if something was imported since the last import that
    ///   counts, or the month was closed meanwhile, or the store's error. Nothing is closed then.
    func close(_ closed: ClosedMonth, review: [UInt8]) throws

    /// What came in after an import.
    ///
    /// - Parameters:
    ///   - lastImport: the number of the import in the log.
    ///   - asOf: the last day that counts.
    /// - Returns: the changes, part by part.
    /// - Throws: the store's error if it cannot be read.
    func replay(after lastImport: Int, countingThrough asOf: Day) throws -> any FactReplay

    /// The values of a row as it stands today, by column, as texts.
    ///
    /// - Parameters:
    ///   - feed: the feed; not health or measures.
    ///   - key: the key of the row, as `Feed.text(ofKey:)` writes it.
    /// - Returns: the values, an empty text for none; nil if the row is not there.
    /// - Throws: the store's error if it cannot be read.
    func row(of feed: Feed, key: String) throws -> [String: String]?

    /// The sessions that a CSM held on some days, as they stand today.
    ///
    /// - Parameters:
    ///   - csm: the CSM.
    ///   - days: the days.
    /// - Returns: the values of each by column, as of `row(of:key:)`; the newest first.
    /// - Throws: the store's error if it cannot be read.
    func sessions(
        heldBy csm: CSMID, over days: ClosedRange<Day>
    ) throws -> [[String: String]]
}

extension ClosingStore {
    /// What came in since a closing.
    ///
    /// - Parameters:
    ///   - closed: the closing.
    ///   - known: how its figures moved already; the replay goes on from there. Nil to begin at the
    ///     closing.
    /// - Returns: the changes, part by part.
    /// - Throws: the store's error if it cannot be read.
    public func replay(
        since closed: ClosedMonth, after known: RestatementCourse? = nil
    ) throws -> any FactReplay {
        try replay(
            after: known?.lastImport ?? closed.content.lastImport,
            countingThrough: closed.month.lastDay)
    }

    /// The newest edition of a month; nil where it is not closed.
    ///
    /// - Throws: the store's error if it cannot be read.
    public func newestEdition(of month: Month) throws -> ClosedMonth? {
        try closings().last { $0.month == month }
    }

    /// The edition of a month that was closed at a moment; nil without one.
    ///
    /// - Throws: the store's error if it cannot be read.
    public func edition(of month: Month, closedAt moment: Instant) throws -> ClosedMonth? {
        try closings().last { $0.month == month && $0.closed == moment }
    }
}
