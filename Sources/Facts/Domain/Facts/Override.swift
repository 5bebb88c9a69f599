public import Calendar

/// A CSM's word against the score, or beside it: what the override log says.
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
    /// Why, in a word of the company's own list, where given.
    public var reason: String?
    /// Why, in the CSM's words, where given.
    public var note: String?
    /// The day by which the CSM means to look again, where given.
    public var reevaluate: Day?
    /// The day it was taken back, whenever that became known.
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
