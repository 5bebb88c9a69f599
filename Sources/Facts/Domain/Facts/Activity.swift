public import Calendar

/// A chance to sell more to an account.
public struct Opportunity: Sendable {
    /// The stage of an opportunity.
    public enum Stage: String, Sendable, CaseIterable {
        /// Not decided yet.
        case open
        /// Sold.
        case won
        /// Not sold.
        case lost
    }

    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Position in `Portfolio.csms` of the CSM whom the feed credits, where it names one.
    public var csm: Int?
    /// The day it was created.
    public var created: Day
    /// The recorded stage, even if it became known after the month under review.
    public var stage: Stage
    /// The annual amount in `currency`.
    public var amount: Double
    /// The day it was won or lost.
    public var closed: Day?
    /// ISO code; nil means the reporting currency.
    public var currency: String?

    /// An opportunity with these properties.
    public init(
        id: String, account: Int, csm: Int? = nil, created: Day, stage: Stage, amount: Double,
        closed: Day? = nil, currency: String? = nil
    ) {
        self.id = id
        self.account = account
        self.csm = csm
        self.created = created
        self.stage = stage
        self.amount = amount
        self.closed = closed
        self.currency = currency
    }
}

/// One answer to a survey.
public struct SurveyResponse: Sendable {
    /// The question asked.
    public enum Kind: String, Sendable, CaseIterable {
        /// Net promoter score: 0 to 10.
        case nps
        /// Customer satisfaction: 1 to 5.
        case csat
    }

    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Who answered, where given.
    public var respondent: String?
    /// The question asked.
    public var kind: Kind
    /// The answer.
    public var score: Int
    /// The day of the answer.
    public var responded: Day

    /// A response with these properties.
    public init(
        id: String, account: Int, respondent: String? = nil, kind: Kind, score: Int, responded: Day
    ) {
        self.id = id
        self.account = account
        self.respondent = respondent
        self.kind = kind
        self.score = score
        self.responded = responded
    }
}

/// A meeting that a CSM held with an account.
public struct Session: Sendable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Position of the CSM in `Portfolio.csms`.
    public var csm: Int
    /// The day it was held.
    public var held: Day

    /// A session with these properties.
    public init(account: Int, csm: Int, held: Day) {
        self.account = account
        self.csm = csm
        self.held = held
    }
}
