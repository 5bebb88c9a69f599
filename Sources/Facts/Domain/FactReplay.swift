public import Calendar

/// A kind of change that an import makes, in the order in which a replay applies them.
public enum ChangeKind: String, Sendable, CaseIterable {
    /// Rows that were taken back, of any feed.
    case withdrawn
    /// Rows that were not known before: a booking, an answer, a session.
    case late
    /// Rows that were known with other values.
    case restated
    /// Who owned which account, and which team a CSM was in.
    case owner
    /// Everything else: accounts, exchange rates.
    case other
}

/// What one import changed of one kind.
public struct ReplayedPart: Sendable, Equatable {
    /// The number of the import in the import log.
    public let importNumber: Int
    /// The file.
    public let file: String
    /// The feed.
    public let feed: Feed
    /// When it was imported.
    public let time: Instant
    /// What kind of change it is.
    public let kind: ChangeKind
    /// How many rows it changed.
    public let rows: Int

    /// A part with these properties.
    public init(
        importNumber: Int, file: String, feed: Feed, time: Instant, kind: ChangeKind, rows: Int
    ) {
        self.importNumber = importNumber
        self.file = file
        self.feed = feed
        self.time = time
        self.kind = kind
        self.rows = rows
    }
}

/// What came into a store after an import, part by part.
///
/// ```swift
/// try ledger.replay(after: 11, countingThrough: "2026-10-31").forEachState { part, portfolio in
///     print(part?.kind.rawValue ?? "before", portfolio.renewals.count)
/// }
/// ```
public protocol FactReplay: Sendable {
    /// The parts that can change a scorecard, in order. Imports of other feeds, and of rows dated
    /// after the last day that counts, are left out.
    var parts: [ReplayedPart] { get }

    /// The number of the last import in the log, whether it counts or not.
    var lastImport: Int { get }

    /// Calls `body` with the facts before the first part (nil), then after each part in order. The
    /// last call has the facts as they are now.
    ///
    /// - Throws: what `body` throws, or what the store throws when it cannot be read.
    func forEachState(_ body: (ReplayedPart?, Portfolio) throws -> Void) throws
}

extension Feed {
    /// Whether the rows of the feed can change a figure of a scorecard.
    public var countsInScorecards: Bool {
        switch self {
        case .accounts, .csms, .assignments, .renewals, .arr, .opportunities, .surveys, .sessions,
            .fx:
            true
        default: false
        }
    }

    /// The kinds of change by which a replay tells new rows and changed rows of the feed.
    public var changeKinds: (new: ChangeKind, changed: ChangeKind) {
        switch self {
        case .assignments, .csms: (.owner, .owner)
        case .accounts, .fx: (.other, .other)
        default: (.late, .restated)
        }
    }

    /// Whether a row dated after a day counts for nothing until then.
    public var countsFromItsDate: Bool {
        switch self {
        case .arr, .opportunities, .surveys, .sessions: true
        default: false
        }
    }
}
