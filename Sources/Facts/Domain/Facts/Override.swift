public import Calendar

/// An override that was taken out of the log: no figure counts it.
public struct WithdrawnOverride: Sendable {
    /// What the log said last.
    public var override: Override
    /// The day (UTC) of the import that withdrew it.
    public var day: Day

    /// An override that an import of a day withdrew.
    public init(_ override: Override, on day: Day) {
        self.override = override
        self.day = day
    }
}

/// An entry of the override log: a CSM asserts a tier for an account, which may differ from the
/// model's.
public struct Override: Sendable {
    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Position of the CSM in `Portfolio.csms`.
    public var csm: Int
    /// The day it was logged.
    public var logged: Day
    /// The tier that the CSM asserts.
    public var asserted: Tier
    /// The model's tier that day, where the log has it.
    public var modelTier: Tier?
    /// The model's score that day, where the log has it.
    public var modelScore: Score?
    /// The reason, as a word of the company's own list, where given.
    public var reason: String?
    /// The reason in the CSM's own words, where given.
    public var note: String?
    /// The day by which the CSM wants to re-evaluate it, where given.
    public var reevaluate: Day?
    /// The day it was withdrawn, even if that is after the month under review.
    public var withdrawn: Day?

    /// An override with these properties.
    public init(
        id: String, account: Int, csm: Int, logged: Day, asserted: Tier, modelTier: Tier? = nil,
        modelScore: Score? = nil, reason: String? = nil, note: String? = nil,
        reevaluate: Day? = nil, withdrawn: Day? = nil
    ) {
        self.id = id
        self.account = account
        self.csm = csm
        self.logged = logged
        self.asserted = asserted
        self.modelTier = modelTier
        self.modelScore = modelScore
        self.reason = reason
        self.note = note
        self.reevaluate = reevaluate
        self.withdrawn = withdrawn
    }
}
