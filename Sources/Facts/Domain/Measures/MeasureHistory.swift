public import Calendar

/// The measures of all accounts: named quantities by day, such as active users out of licensed seats.
///
/// An account is given by its position in `Portfolio.accounts` of the same reading. Values are those
/// recorded first for each account, measure, day and location; in a ledger of the desk, those that
/// stand now.
public protocol MeasureHistory: Sendable {
    /// The names of the measures with a row observed by a day, sorted by their bytes.
    ///
    /// - Throws: what the store throws when it cannot be read.
    func measures(through last: Day) throws -> [MeasureName]

    /// Calls `body` once for each account, measure and day with a row, summed over locations. Days come
    /// in order, the accounts and measures of a day in any order.
    ///
    /// - Parameters:
    ///   - first: the first day.
    ///   - last: the last day.
    ///   - body: takes the position of the measure in `measures(through: last)` and the row.
    /// - Throws: what the store throws when it cannot be read.
    func forEachMeasure(
        from first: Day, through last: Day, _ body: (Int, MeasureDay) -> Void
    ) throws
}

/// A measure.
public struct MeasureName: Sendable, Hashable {
    /// Its name.
    public var name: String
    /// Whether every row of it has a whole above 0, so that its values are shares.
    public var isShare: Bool

    /// A measure with these properties.
    public init(name: String, isShare: Bool) {
        self.name = name
        self.isShare = isShare
    }
}

/// What a measure of an account was on a day, summed over its locations.
public struct MeasureDay: Sendable, Hashable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// The day.
    public var day: Day
    /// The sum of the values.
    public var value: Double
    /// The sum of the wholes; 0 where no row has one.
    public var whole: Double

    /// A row with these properties.
    public init(account: Int, day: Day, value: Double, whole: Double = 0) {
        self.account = account
        self.day = day
        self.value = value
        self.whole = whole
    }
}
