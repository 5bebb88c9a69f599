import Calendar
public import Attribution
import Domain

/// All scorecards of one month. CSMs and pools sum to the company.
///
///     let board = Scoreboard(attributed)
///     print(board.company.sentence)
///
///
/// Source: `Documentation/methods.md`, 3 to 8.
public struct Scoreboard: Sendable {
    /// The whole company, with the pools.
    public private(set) var company: Scorecard
    /// The teams by the bytes of their names.
    public private(set) var teams: [Scorecard]
    /// The CSMs with a scorecard, in the portfolio's order.
    public private(set) var csms: [Scorecard]
    /// The pool of renewals that nobody owned for long enough.
    public private(set) var transition: Scorecard
    /// The pool of renewals and accounts that nobody owned.
    public private(set) var unassigned: Scorecard

    /// The scorecards of a portfolio.
    ///
    /// - Complexity: O(facts), and a logarithm for each look-up.
    public init(_ attributed: AttributedPortfolio) {
        let cards = CardMaker(attributed)
        company = cards.card(of: .company)
        teams = attributed.scopes.teams.map { cards.card(of: .team($0)) }
        csms = attributed.portfolio.csms.indices.filter { attributed.ownership.hasCard[$0] }
            .map { cards.card(of: .csm($0)) }
        transition = cards.card(of: .transition)
        unassigned = cards.card(of: .unassigned)
        putIntoWords(attributed, fair: nil)
    }

    /// Writes the sentence of every card anew.
    ///
    /// - Parameters:
    ///   - attributed: the facts that the cards are made of.
    ///   - fair: how the books compare with an average one; nil where that is not known.
    package mutating func putIntoWords(_ attributed: AttributedPortfolio, fair: FairComparison?) {
        changeCards { card in
            card.sentence =
                ScorecardSentence(
                    card, csms: attributed.portfolio.csms, fair: fair?.figures(of: card.scope),
                    policy: attributed.policy
                ).text
        }
    }

    /// Changes every card. Sentences stay as they are until `putIntoWords`.
    package mutating func changeCards(_ change: (inout Scorecard) -> Void) {
        change(&company)
        for index in teams.indices { change(&teams[index]) }
        for index in csms.indices { change(&csms[index]) }
        change(&transition)
        change(&unassigned)
    }

    /// Keeps verdicts only where another board, without the outcomes that may be missing, says the same.
    ///
    /// Source: `Documentation/methods.md`, 3.
    package mutating func weaken(by other: Scoreboard) {
        let cards =
            [other.company] + other.teams + other.csms + [other.transition, other.unassigned]
        let metrics = Dictionary(uniqueKeysWithValues: cards.map { ($0.scope, $0.metrics) })
        changeCards { card in
            card.haveOutcomesMissing = true
            guard let others = metrics[card.scope] else { return }
            for metric in RateMetric.allCases {
                card.metrics[keyPath: metric.path].weaken(by: others[keyPath: metric.path])
            }
        }
    }

    /// Leaves out the teams that have none of some names.
    package mutating func keepTeams(_ names: [String]) { teams = teams(named: names) }

    /// The scorecards of the teams with some names.
    package func teams(named names: [String]) -> [Scorecard] {
        teams.filter { card in
            if case .team(let name) = card.scope {
                name.isOneByBytes(of: names)
            } else {
                false
            }
        }
    }
}

/// The tallies from which scorecards are made, one row for each scope.
private struct CardMaker {
    private let attributed: AttributedPortfolio
    private let renewals: [RenewalTally]
    private let books: [BookTally]
    private let answers: [AnswerTally]
    private let activities: [ActivityTally]
    private let comparisons: TargetsAndBenchmarks

    init(_ attributed: AttributedPortfolio) {
        self.attributed = attributed
        renewals = attributed.renewalTallies()
        books = attributed.bookTallies()
        answers = attributed.answerTallies()
        activities = attributed.activityTallies()
        comparisons = TargetsAndBenchmarks(attributed.portfolio, asOf: attributed.frame.asOf)
    }

    func card(of scope: Scope) -> Scorecard {
        let policy = attributed.policy
        let row = attributed.scopes.row(of: scope)
        var metrics = Metrics()
        renewals[row].fill(&metrics, policy: policy)
        books[row].fillStock(&metrics)
        answers[row].fill(&metrics, policy: policy)
        activities[row].fill(&metrics, grain: attributed.frame.grain)
        if scope == .transition || scope == .unassigned {
            metrics.grossRevenueRetention.estimate = Estimate(undefined: .notApplicable)
            metrics.netRevenueRetention.estimate = Estimate(undefined: .notApplicable)
            metrics.logoChurnRate.estimate = Estimate(undefined: .notApplicable)
        } else {
            books[row].fillRetention(&metrics, policy: policy)
        }
        compare(&metrics, of: scope)

        let counts = renewals[row].counts
        let customers = renewals[row].customers.summary(policy: policy)
        return Scorecard(
            scope: scope, renewals: counts, customers: customers, metrics: metrics,
            largestShare: renewals[row].largestShare,
            sentence: "")
    }

    /// Rates inherit the target of a wider scope. Amounts and counts only have their own. Targets and
    /// benchmarks are annual: only some metrics have them in a quarter too.
    private func compare(_ metrics: inout Metrics, of scope: Scope) {
        let scopes = attributed.portfolio.targetScopes(
            of: scope, asOf: attributed.frame.asOf)
        let isQuarter = attributed.frame.grain == .quarter
        for metric in RateMetric.allCases where !isQuarter || metric.isComparedInQuarters {
            metrics[keyPath: metric.path].compare(
                as: metric, of: scope,
                target: metric.takesTarget
                    ? comparisons.target(of: metric.rawValue, in: scopes) : nil,
                benchmarks: comparisons.benchmarks(of: metric.rawValue),
                policy: attributed.policy)
        }
        for metric in AmountMetric.allCases where !isQuarter || metric.isComparedInQuarters {
            metrics[keyPath: metric.path].compare(
                target: comparisons.target(of: metric.rawValue, in: Array(scopes.prefix(1))),
                benchmarks: comparisons.benchmarks(of: metric.rawValue))
        }
    }
}

extension AttributedPortfolio {
    /// The events due in the window for every row.
    fileprivate func renewalTallies() -> [RenewalTally] {
        var tallies = [RenewalTally](repeating: RenewalTally(), count: scopes.count)
        for event in events where event.due >= frame.windowStart {
            scopes.forEachRow(of: event.owner, on: event.due) { row in
                tallies[row].add(event, policy: policy)
            }
        }
        return tallies
    }
}

extension Portfolio {
    /// The scopes whose targets apply to a scorecard, the closest first; none for pools.
    func targetScopes(of scope: Scope, asOf: Day) -> [(Target.Scope, String)] {
        switch scope {
        case .company: [(.company, "")]
        case .team(let name): [(.team, name), (.company, "")]
        case .csm(let csm):
            [(.csm, csms[csm].id.text)] + (csms[csm].team(on: asOf).map { [(.team, $0)] } ?? [])
                + [(.company, "")]
        case .transition, .unassigned: []
        }
    }
}
