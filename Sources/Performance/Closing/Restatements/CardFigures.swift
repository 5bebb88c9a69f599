public import Calendar
import Attribution
public import Domain
public import Scorecards

/// The numbers of all scorecards of a month: of the company, the teams and the CSMs.
public struct CardFigures: Sendable, Equatable {
    /// Whose numbers they are.
    public enum Subject: Hashable, Sendable {
        case company
        /// A team, by the bytes of its name.
        case team([UInt8])
        case csm(CSMID)
    }

    /// The numbers of one card by the place of the figure in `CardFigure.all`; nil where a figure is
    /// null.
    public internal(set) var cards: [Subject: [Double?]] = [:]
    /// The cards in the order of the review.
    public internal(set) var order: [Subject] = []

    init() {}

    /// The numbers of a portfolio's scorecards.
    ///
    /// - Parameters:
    ///   - portfolio: the facts.
    ///   - policy: the constants.
    ///   - month: the month.
    /// - Complexity: as of `AttributedPortfolio` and `Scoreboard`.
    public init(_ portfolio: Portfolio, policy: Policy, month: Month) {
        let attributed = AttributedPortfolio(portfolio, policy: policy, month: month)
        self.init(Scoreboard(attributed), csms: portfolio.csms)
    }

    /// The numbers of scorecards.
    ///
    /// - Parameters:
    ///   - board: the scorecards.
    ///   - csms: the CSMs of the portfolio.
    public init(_ board: Scoreboard, csms: [CSM]) {
        for card in [board.company] + board.teams + board.csms {
            let subject: Subject
            switch card.scope {
            case .team(let name): subject = .team(Array(name.utf8))
            case .csm(let csm): subject = .csm(csms[csm].id)
            default: subject = .company
            }
            add(CardFigure.all.map { $0.value(card) }, of: subject)
        }
    }

    /// Adds a card.
    mutating func add(_ values: [Double?], of subject: Subject) {
        if cards.updateValue(values, forKey: subject) == nil { order.append(subject) }
    }

    /// A number of a card; nil where it is null or the card is missing.
    func value(_ figure: Int, of subject: Subject) -> Double? { cards[subject]?[figure] }
}
