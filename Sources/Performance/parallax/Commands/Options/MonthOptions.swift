import ArgumentParser
import Attribution
import Calendar
import Closing
import Domain
import Intake
import Ledger
import Publishing
import Review
import Synchronization
import Terminal

/// The month that a command uses, and the policy.
struct MonthOptions: ParsableArguments {
    @OptionGroup var ledger: LedgerOptions

    @Option(
        help: "The month, such as 2026-10 (default: the last that the health history covers).")
    var month: Month?

    @Option(help: "A policy file that replaces default constants.")
    var policy: String?

    @OptionGroup var moment: KnownAtOption

    /// A review, and where it comes from.
    struct Opened: Sendable {
        var review: MonthlyReview
        let reading: any FactReading
        /// `review.json` as it was published; nil for a review that was not.
        var published: [UInt8]?
    }

    /// Holds the last one until the process ends. Taking millions of facts apart just before would only
    /// take time.
    private static let lastOpened = Mutex<Opened?>(nil)

    /// Every part of a review.
    private static let allParts = Set(ReviewPart.allCases)

    /// The review, with some of its parts.
    func review(_ parts: Set<ReviewPart>) throws -> MonthlyReview { try opened(parts).review }

    /// The review of today's facts, also of a closed month unless `--known-at` says otherwise.
    func reviewOfToday(_ parts: Set<ReviewPart>) throws -> MonthlyReview {
        var options = self
        if options.moment.knownAt == nil { options.moment.knownAt = .now }
        return try options.review(parts)
    }

    /// The review with some of its parts, and the reading of the facts that it is computed from.
    func reviewAndReading(
        _ parts: Set<ReviewPart>
    ) throws -> (review: MonthlyReview, reading: any FactReading) {
        let opened = try opened(parts)
        return (opened.review, opened.reading)
    }

    /// The review of a fiscal quarter or year; that of the month where neither is named.
    ///
    /// - Throws: `CommandError.noPeriod` for a text that is not the name of one.
    func opened(quarter: String?, year: String?) throws -> Opened {
        guard let name = quarter ?? year else { return try opened() }
        let constants = try constants
        let yearStart = Int(constants.fiscalYearStart)
        let last =
            quarter == nil
            ? FiscalYear(name, yearStart: yearStart)?.lastMonth
            : FiscalQuarter(name, yearStart: yearStart)?.lastMonth
        let grain = quarter == nil ? ReviewGrain.year : .quarter
        guard let last else { throw CommandError.noPeriod(name, grain) }
        let reading = try ledger.open().facts(knownAt: moment.moment)
        try ReviewableMonths(reading).check(last)
        return held(
            Opened(
                review: try MonthlyReview(reading, policy: constants, month: last, grain: grain),
                reading: reading))
    }

    private func held(_ opened: Opened) -> Opened {
        Self.lastOpened.withLock { $0 = opened }
        return opened
    }

    /// The review of the month: of a closed one as it was published, unless `--known-at` names
    /// another moment than that of a closing.
    func opened(_ parts: Set<ReviewPart> = allParts) throws -> Opened {
        let store = try ledger.open()
        let closings = ledger.closings(store)
        let chosen = try chosenMonth(store)
        if let closed = try edition(of: chosen.month, closings) {
            return held(try published(closed, parts, closings, store))
        }
        return held(try worked(out: chosen, parts, closings, store))
    }

    /// `review.json`: of a closed month as it was published, where that is what the options mean. No
    /// figure is worked out then.
    func document() throws -> [UInt8] {
        let store = try ledger.open()
        let closings = ledger.closings(store)
        let chosen = try chosenMonth(store)
        if let closed = try edition(of: chosen.month, closings) {
            return try closings.review(of: closed)
        }
        return try worked(out: chosen, Self.allParts, closings, store).review.json()
    }

    private func worked(
        out chosen: ChosenMonth, _ parts: Set<ReviewPart>, _ closings: any ClosingStore,
        _ store: SQLiteLedger
    ) throws -> Opened {
        let constants = try constants
        let reading = try chosen.reading ?? store.facts(knownAt: moment.moment)
        try ReviewableMonths(reading).check(chosen.month)
        var review = try MonthlyReview(
            reading, policy: constants, month: chosen.month, parts: parts)
        if moment.moment == nil {
            review.publication = try closings.publication(of: review, on: Terminal.now().day)
        }
        return Opened(review: review, reading: reading)
    }

    /// The edition of a month that the options mean; nil where they mean other figures.
    private func edition(
        of month: Month, _ closings: any ClosingStore
    ) throws -> ClosedMonth? {
        switch moment.knownAt {
        case nil: try closings.newestEdition(of: month)
        case .now: nil
        case .moment(let moment): try closings.edition(of: month, closedAt: moment)
        }
    }

    /// A closed month as it was published.
    private func published(
        _ closed: ClosedMonth, _ parts: Set<ReviewPart>, _ closings: any ClosingStore,
        _ store: SQLiteLedger
    ) throws -> Opened {
        let reading = try store.facts(knownAt: closed.closed)
        var review = try MonthlyReview(
            reading, policy: closed.constants, month: closed.month, parts: parts)
        review.publication = Publication(of: closed)
        let document = try closings.review(of: closed)
        // Only a whole review can be compared byte for byte.
        let isOfThisVersion =
            parts == Self.allParts
            ? review.json() == document : closed.content.methodsVersion == Policy.methodsVersion
        if !isOfThisVersion {
            Terminal.log(
                "note: another version of Parallax closed this month (methods version "
                    + "\(closed.content.methodsVersion)). review.json is as published; pages and "
                    + "charts are made by this version from the same facts and policy.")
        }
        return Opened(review: review, reading: reading, published: document)
    }

    /// What was restated since the last close up to a month, by today's facts; nil without one.
    func restated(upTo month: Month) throws -> Restatements? {
        try ledger.closings(try ledger.open()).restatements(upTo: month, today: constants)
    }

    /// A month, and the facts where they had to be read to choose it.
    private typealias ChosenMonth = (month: Month, reading: (any FactReading)?)

    /// The month that was named, or the newest.
    private func chosenMonth(_ store: SQLiteLedger) throws -> ChosenMonth {
        if let month { return (month, nil) }
        let reading = try store.facts(knownAt: moment.moment)
        guard let month = ReviewableMonths(reading).newestFirst.first else {
            throw CommandError.noMonth(knownAt: moment.moment)
        }
        return (month, reading)
    }

    var constants: Policy {
        get throws { try policy.map { try Policy(yamlFile: $0) } ?? Policy() }
    }
}

extension ClosingStore {
    /// What was restated since the last close up to a month; nil without one.
    ///
    /// - Parameters:
    ///   - month: the month.
    ///   - today: the policy of today.
    /// - Returns: the comparison.
    /// - Throws: the store's error if it cannot be read.
    func restatements(upTo month: Month, today: Policy) throws -> Restatements? {
        let last = try closings().filter { $0.month <= month }.max {
            ($0.month, $0.edition) < ($1.month, $1.edition)
        }
        return try last.map { try restatements(since: $0, today: today) }
    }

    /// What was restated since a closing.
    ///
    /// - Parameters:
    ///   - closed: the closing.
    ///   - today: the policy of today.
    /// - Returns: the comparison.
    /// - Throws: the store's error if it cannot be read.
    func restatements(since closed: ClosedMonth, today: Policy) throws -> Restatements {
        try Restatements(
            closed, published: CardFigures(published: review(of: closed)),
            policy: closed.constants,
            replay: replay(since: closed), today: today)
    }
}

extension ClosedMonth {
    /// The policy that the month was closed with.
    ///
    /// - Throws: `IntakeError.policy` if this version cannot use it.
    var constants: Policy {
        get throws { try Policy(yaml: content.policy, named: "the policy of \(month), \(words)") }
    }
}
