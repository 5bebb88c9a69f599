public import Calendar

/// The daily health scores of all accounts.
///
/// An account is given by its position in `Portfolio.accounts` of the same reading.
public protocol HealthHistory: Sendable {
    /// The latest row on or before each question's day.
    ///
    /// - Parameters:
    ///   - questions: accounts and days, in any order. A store sorts them by month and account and
    ///     answers them in one pass: ask all of them in one call.
    ///   - maximumAge: in days. An older row is no answer.
    ///   - version: which values of a restated row count.
    /// - Returns: one answer for each question, in their order; nil where no row is recent enough.
    /// - Throws: what the store throws when it cannot be read.
    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) throws -> [HealthAnswer?]

    /// The latest row on or before each day of some spans of days.
    ///
    /// - Parameters:
    ///   - spans: accounts and days, in any order. A store is fastest where those of an account are
    ///     neighbours.
    ///   - maximumAge: in days. An older row is no answer.
    ///   - version: which values of a restated row count.
    /// - Returns: the answers, span by span.
    /// - Throws: what the store throws when it cannot be read.
    func scores(
        over spans: [HealthSpan], maximumAge: Int, version: HealthVersion
    ) throws -> SpanScores

    /// The components and the model version of the latest row on or before each question's day, as first
    /// recorded or as now.
    ///
    /// - Parameters: as of `scores(asOf:maximumAge:version:)`.
    /// - Returns: the names of the components that an answer has, sorted by bytes, and for each
    ///   question its values and its version.
    /// - Throws: what the store throws when it cannot be read.
    func components(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) throws -> ComponentScores

    /// Calls `body` once for each account and month with at least one row. Months come in order,
    /// the accounts of a month in any order.
    ///
    /// - Parameters:
    ///   - first: the first month.
    ///   - last: the last month.
    ///   - body: takes one summary.
    /// - Throws: what the store throws when it cannot be read.
    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) throws

    /// Calls `body` once for each row of some days. The days of an account come in order.
    ///
    /// - Parameters:
    ///   - first: the first day.
    ///   - last: the last day.
    ///   - body: takes the position of the account and its current row.
    /// - Throws: what the store throws when it cannot be read.
    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) throws

    /// All days of one account, in order.
    ///
    /// - Parameter account: position in `Portfolio.accounts`.
    /// - Returns: the current rows.
    /// - Throws: what the store throws when it cannot be read.
    func days(of account: Int) throws -> [HealthDay]
}

/// Which values of a restated row count.
public enum HealthVersion: Sendable {
    /// The current ones.
    case current
    /// Those recorded first: what people saw at the time.
    case firstRecorded
}

/// Asks for the score of an account as of a day.
public struct HealthQuestion: Sendable, Hashable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int32
    /// The day.
    public var day: Day

    /// The question for that account and day.
    public init(account: Int, day: Day) {
        self.account = Int32(account)
        self.day = day
    }
}

/// The health row that answers a question.
public struct HealthAnswer: Sendable, Hashable {
    /// The day of the row.
    public var day: Day
    /// Its score.
    public var score: Score
    /// Its own tier, where it has one.
    public var tier: Tier?

    /// An answer with these properties.
    public init(day: Day, score: Score, tier: Tier?) {
        self.day = day
        self.score = score
        self.tier = tier
    }
}

/// A summary of the health rows of one account in one month.
public struct HealthMonthSummary: Sendable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// The month.
    public var month: Month
    /// The first day with a row.
    public var first: Day
    /// The last day with a row.
    public var last: Day
    /// The number of days with a row.
    public var observed: Int
    /// The score of the last day.
    public var closing: Score
    /// The last day's own tier, where it has one.
    public var closingTier: Tier?
    /// The mean score in points.
    public var mean: Double
    /// The lowest score.
    public var minimum: Score

    /// A summary with these properties.
    public init(
        account: Int, month: Month, first: Day, last: Day, observed: Int, closing: Score,
        closingTier: Tier?, mean: Double, minimum: Score
    ) {
        self.account = account
        self.month = month
        self.first = first
        self.last = last
        self.observed = observed
        self.closing = closing
        self.closingTier = closingTier
        self.mean = mean
        self.minimum = minimum
    }
}

/// One health row.
public struct HealthDay: Sendable, Equatable {
    /// Its day.
    public var day: Day
    /// Its score.
    public var score: Score
    /// Its own tier, where it has one.
    public var tier: Tier?
    /// The version of the scoring model, where given.
    public var modelVersion: String?
    /// The components of the score by name. A component without a value is absent.
    public var components: [String: Score]

    /// A row with these properties.
    public init(
        day: Day, score: Score, tier: Tier? = nil, modelVersion: String? = nil,
        components: [String: Score] = [:]
    ) {
        self.day = day
        self.score = score
        self.tier = tier
        self.modelVersion = modelVersion
        self.components = components
    }
}
