import Calendar
import DeskAccess
import Domain
import Formats
import HealthDesk
import Scoring
import Web

/// Which lines of a portfolio are wanted, and in which order.
struct PortfolioQuery: Sendable {
    /// Which accounts.
    enum Show: String, CaseIterable, Sendable {
        case all
        case undecided
        case red
        case amber
        case green
        case quiet

        /// What the page calls them.
        var words: String {
            switch self {
            case .all: "All accounts"
            case .undecided: "Something to decide"
            case .red: "Red"
            case .amber: "Amber"
            case .green: "Green"
            case .quiet: "No touch for long"
            }
        }
    }

    /// The order of the lines.
    enum Order: String, CaseIterable, Sendable {
        case urgency
        case name
        case score
        case change
        case renewal
        case touch

        /// What the page calls it.
        var words: String {
            switch self {
            case .urgency: "Urgency"
            case .name: "Name"
            case .score: "Lowest score"
            case .change: "Largest fall"
            case .renewal: "Next renewal"
            case .touch: "Longest silence"
            }
        }
    }

    /// The longest text to look for.
    static let longestSearch = 100

    let search: String
    let show: Show
    let order: Order
    /// The CSM whose accounts are wanted; nil for all within reach.
    let csm: Int?
    let scope: Scope

    /// What a request asks for.
    ///
    /// - Throws: `Problem` where a parameter has no such value.
    init(_ call: Call, _ open: OpenDay) throws(Problem) {
        search = String((try call.query("q") ?? "").prefix(Self.longestSearch))
        show = try call.choice("show", Show.self) ?? .all
        order = try call.choice("sort", Order.self) ?? .urgency
        let whole = Scope(call.reach, on: open)
        let id = try call.query("csm").flatMap { $0.isEmpty ? nil : $0 }
        csm = id.flatMap { id in open.csms.firstIndex { $0.id == CSMID(id) } }
        if id != nil {
            guard let csm, whole.owners.contains(csm) else {
                throw .notFound("There is no CSM of this identifier in your teams.")
            }
            scope = Scope(owner: csm)
        } else {
            scope = whole
        }
    }

    static let csm = Parameter.query("csm", Schema.text, "Only the accounts of this CSM.")

    /// The parameters of the query.
    static let parameters = [
        .query("q", Schema.text, "Letters of a name or an identifier."),
        .query("show", Schema.words(Show.allCases.map(\.rawValue)), "Which accounts."),
        .query("sort", Schema.words(Order.allCases.map(\.rawValue)), "The order."), csm,
    ]

    /// Whether some accounts within reach are left out.
    var isNarrowed: Bool { !search.isEmpty || show != .all || csm != nil }

    /// The lines that are wanted, in order.
    func lines(of open: OpenDay) -> [PortfolioLine] {
        let letters = search.lowercased()
        let found = open.lines.filter { line in
            scope.includes(line.standing) && fits(line.standing, open)
                && (letters.isEmpty || line.standing.label.lowercased().contains(letters))
        }
        guard order != .urgency else { return found }
        // Of equal ones, the more urgent comes first. What is not known comes last.
        if order == .name {
            return found.map { ($0, $0.standing.label.lowercased()) }
                .sorted { $0.1.precedesByBytes($1.1) }.map(\.0)
        }
        return found.map { ($0, value($0.standing)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private func fits(_ standing: AccountStanding, _ open: OpenDay) -> Bool {
        switch show {
        case .all: true
        case .undecided: open.isUndecided(standing)
        case .red: standing.score.tier == .red
        case .amber: standing.score.tier == .amber
        case .green: standing.score.tier == .green
        case .quiet:
            standing.daysSinceTouch.map { Double($0) > open.today.policy.quietDays } ?? true
        }
    }

    /// What lines are sorted by, the smallest first.
    private func value(_ standing: AccountStanding) -> Double {
        switch order {
        case .urgency, .name: 0
        case .score: standing.score.value ?? .infinity
        case .change: standing.change ?? .infinity
        case .renewal: standing.daysToRenewal.map(Double.init) ?? .infinity
        case .touch: standing.daysSinceTouch.map { -Double($0) } ?? -.infinity
        }
    }
}
