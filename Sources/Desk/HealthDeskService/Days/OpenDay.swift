import Calendar
import DeskAccess
import DeskMemory
import Domain
import Formats
import HealthDesk
import Scoring

/// A day of the desk in one state of the ledger, with everything that pages ask for.
struct OpenDay: Sendable {
    /// The ledger's revision.
    let revision: Int
    let reading: any FactReading
    let today: WorkingDay
    let scores: any ScoreSource
    /// The accounts that changed tier since last Monday.
    let monday: Monday
    /// One line for each account, the most urgent first.
    let lines: [PortfolioLine]
    /// The alerts of the last days, newest first.
    var told: [ToldAlert] = []
    /// The playbooks that fit, by account.
    private let suggestions: [Int: [PlaybookSuggestion]]
    private let positions: [AccountID: Int]
    private let touches: [Int: [Touch]]
    private let ratings: [Int: [Rating]]
    private let dismissals: [Int: [Dismissal]]
    private let overrides: [Int: [Override]]
    let configuration: DeskConfiguration
    private let shelf = FiguresShelf()

    /// Works a day out.
    ///
    /// - Throws: what the store throws when it cannot be read.
    init(
        _ reading: any FactReading, revision: Int, on day: Day, configuration: DeskConfiguration
    ) throws {
        let policy = configuration.policy
        self.revision = revision
        self.reading = reading
        self.configuration = configuration
        scores = try Self.scores(reading, on: day, configuration)
        today = try WorkingDay(reading, scores: scores, on: day, policy: policy)
        monday = try Monday(today, scores: scores, playbooks: configuration.playbooks)
        lines = today.lines(of: nil)
        positions = Dictionary(
            reading.portfolio.accounts.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let working = reading.working
        touches = Dictionary(grouping: working.touches, by: \.account)
        ratings = Dictionary(grouping: working.ratings, by: \.account)
        dismissals = Dictionary(grouping: working.dismissals, by: \.account)
        overrides = Dictionary(grouping: reading.portfolio.overrides, by: \.account)
        var suggestions: [Int: [PlaybookSuggestion]] = [:]
        for standing in today.standings {
            let fitting = PlaybookSuggestion.all(
                of: configuration.playbooks, for: standing,
                dismissals: dismissals[standing.position, default: []],
                policy: policy)
            if !fitting.isEmpty { suggestions[standing.position] = fitting }
        }
        self.suggestions = suggestions
    }

    /// How many days of computed scores the chart of an account can show.
    static let computedHistoryDays = 90

    private static func scores(
        _ reading: any FactReading, on day: Day, _ configuration: DeskConfiguration
    ) throws -> any ScoreSource {
        let back = max(computedHistoryDays, Int(configuration.policy.declineDays))
        return try scoreSource(
            reading, by: configuration.models, on: (day - back)...day,
            policy: configuration.policy)
    }

    /// The day.
    var day: Day { today.day }

    /// The CSMs, to whom positions refer.
    var csms: [CSM] { reading.portfolio.csms }

    /// What tells this state from others, in addresses of pages that follow each other.
    var state: String { ContentDigest.hexadecimal(ContentDigest.value(of: "\(revision) \(day)")) }

    /// What is said about the accounts of a scope as a whole.
    func figures(of scope: Scope) -> ScopeFigures { shelf.figures(of: scope, in: self) }

    /// How an account stands; nil if there is none of that identifier.
    func standing(_ id: AccountID) -> AccountStanding? {
        positions[id].map { today.standings[$0] }
    }

    /// The playbooks that fit an account.
    func suggestions(_ standing: AccountStanding) -> [PlaybookSuggestion] {
        suggestions[standing.position, default: []]
    }

    /// The touches of an account up to the day, newest first.
    func touches(_ standing: AccountStanding) -> [Touch] {
        touches[standing.position, default: []].filter { $0.held <= day }.reversed()
    }

    /// The ratings of an account up to the day, newest first.
    func ratings(_ standing: AccountStanding) -> [Rating] {
        ratings[standing.position, default: []].filter { $0.rated <= day }.reversed()
    }

    /// The dismissed playbooks of an account, newest first.
    func dismissals(_ standing: AccountStanding) -> [Dismissal] {
        dismissals[standing.position, default: []].filter { $0.dismissed <= day }.reversed()
    }

    /// The overrides of an account up to the day, newest first.
    func overrides(_ standing: AccountStanding) -> [Override] {
        overrides[standing.position, default: []].filter { $0.logged <= day }
            .sorted {
                $0.logged == $1.logged ? $1.id.precedesByBytes($0.id) : $0.logged > $1.logged
            }
    }

    /// Whether something about the account is still to be decided: an override waits for its review,
    /// an escalation is open, an action is overdue, or a playbook fits that nobody has started or
    /// dismissed. An override in force is a decision too.
    func isUndecided(_ standing: AccountStanding) -> Bool {
        if standing.override?.needsReview ?? false { return true }
        if !standing.overdueActions.isEmpty || !standing.escalations.isEmpty { return true }
        return standing.override == nil && suggestions[standing.position] != nil
    }
}
