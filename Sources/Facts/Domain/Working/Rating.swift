public import Calendar

/// How a CSM rates an account in their own judgement. It never changes a score.
public struct Rating: Sendable, Hashable {
    /// The levels, the worst first.
    public enum Level: String, Sendable, CaseIterable {
        /// The account is about to leave.
        case poor
        /// More speaks against it than for it.
        case weak
        /// It could go either way.
        case fair
        /// More speaks for it than against it.
        case good
        /// Nothing worries the CSM.
        case strong
    }

    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Position in `Portfolio.csms` of the CSM whose judgement it is.
    public var csm: Int
    /// The day of the rating.
    public var rated: Day
    /// The level.
    public var level: Level
    /// The CSM's own words, where given.
    public var note: String?

    /// A rating with these properties.
    public init(
        id: String, account: Int, csm: Int, rated: Day, level: Level, note: String? = nil
    ) {
        self.id = id
        self.account = account
        self.csm = csm
        self.rated = rated
        self.level = level
        self.note = note
    }
}
