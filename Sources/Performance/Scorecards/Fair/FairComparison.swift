import Calendar
import Concurrency
public import Attribution
public import Domain

/// Compares the renewals of every scope with what an average team would have renewed with the same
/// accounts, and splits the differences into chance, case mix and the rest.
///
///     let fair = try FairComparison(attributed, health: history)
///     print(fair.figures(of: .company)?.expected.expected ?? 0)
///
/// It is a pure function of the facts, the scores, the policy and the month.
///
/// Source: `Documentation/methods.md`, 9.
public struct FairComparison: Sendable, Codable {
    /// Why there is no comparison at all; nil with one.
    public let reason: NullReason?
    /// The share of the window's settled renewals that was renewed; nil with a `reason`.
    public let companyRate: Double?
    /// The CSMs compared with each other; nil with a `reason`.
    public private(set) var csms: BookGroup?
    /// The teams compared with each other; nil with a `reason`.
    public private(set) var teams: BookGroup?
    private var figures: [Scope: FairFigures]
    private let bridges: [Scope: RateBridge]

    /// The comparison of a month, and whether each book stood out in the earlier review.
    ///
    /// - Parameters:
    ///   - attributed: the facts as known at the end of the month.
    ///   - health: the daily scores.
    /// - Throws: what `health` throws when it cannot be read.
    /// - Complexity: O(n √m + k c), with n settled renewals, m of them in the largest of k books, and
    ///   c cells of the case mix.
    public init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        try self.init(
            attributed, health: health, earlier: attributed.asOf(attributed.earlierMonth))
    }

    /// The comparison of a month, and whether each book stood out in the earlier review.
    ///
    /// - Parameters:
    ///   - attributed: the facts as known at the end of the month.
    ///   - health: the daily scores.
    ///   - earlier: the facts as known at the end of `earlierMonth`.
    /// - Throws: what `health` throws when it cannot be read.
    package init(
        _ attributed: AttributedPortfolio, health: any HealthHistory, earlier: AttributedPortfolio
    ) throws {
        let terms = (now: attributed.settledTerms(), earlier: earlier.settledTerms())
        let tiers = try TermTiers.read(
            now: terms.now, earlier: terms.earlier, health: health, policy: attributed.policy)
        let kinds = AccountKinds(attributed.portfolio.accounts)
        let renewals = ExpectedRenewals(
            attributed, history: terms.now, tiers: tiers.now, kinds: kinds)
        if let renewals {
            let bands = Self.bands(earlier, terms.earlier, tiers.earlier, kinds)
            self.init(attributed, renewals, earlier: bands)
        } else {
            self.init(undefined: .noData)
        }
    }

    private init(undefined reason: NullReason) {
        self.reason = reason
        companyRate = nil
        csms = nil
        teams = nil
        figures = [:]
        bridges = [:]
    }

    private init(
        _ attributed: AttributedPortfolio, _ renewals: ExpectedRenewals,
        earlier: [Scope: ChanceBand]
    ) {
        let policy = attributed.policy
        let scopes = attributed.scopes
        func compared(_ members: [Scope]) -> ComparedBooks {
            let rows = members.map(scopes.row)
            let scopeOfRow = Dictionary(uniqueKeysWithValues: zip(rows, members))
            return ComparedBooks(rows: rows, of: renewals, policy: policy) { row in
                scopeOfRow[row].flatMap { earlier[$0] }
            }
        }
        let (people, groups) = (attributed.csmScopes, attributed.teamScopes)
        let (csms, teams) = (compared(people), compared(groups))
        var figures: [Scope: FairFigures] = [:]
        var bridges: [Scope: RateBridge] = [:]
        for (scope, compared) in zip(people + groups, csms.figures + teams.figures) {
            figures[scope] = compared.figures
            bridges[scope] = compared.bridge
        }
        for scope in [Scope.company, .transition, .unassigned] {
            figures[scope] = FairFigures(
                renewals.whole(scopes.row(of: scope)), isCompared: false, policy: policy)
        }
        // Where all or none were renewed, books cannot differ; each still says how many it renewed.
        let canDiffer = renewals.companyRate > 0 && renewals.companyRate < 1
        reason = canDiffer ? nil : .noVariation
        companyRate = canDiffer ? renewals.companyRate : nil
        self.csms = canDiffer ? csms.group : nil
        self.teams = canDiffer ? teams.group : nil
        self.figures = figures
        self.bridges = bridges
    }

    /// Keeps bands only where another comparison, without the outcomes that may be missing, has them
    /// too: the milder one of two on the same side. Figures stay.
    ///
    /// Source: `Documentation/methods.md`, 3.
    package mutating func weaken(by other: FairComparison) {
        let mine = figures
        reword(because: .outcomesMissing) { scope, band in
            mine[scope]?.milderBand(beside: other.figures[scope]) ?? band
        }
    }

    /// Counts anew which books stand out, and which nobody can tell about.
    private mutating func countBands() {
        func bands(_ isMember: (Scope) -> Bool) -> [ChanceBand] {
            figures.compactMap { isMember($0.key) ? $0.value.chance?.band : nil }
        }
        let people = bands { if case .csm = $0 { true } else { false } }
        let groups = bands { if case .team = $0 { true } else { false } }
        csms?.count(people)
        teams?.count(groups)
    }

    /// The figures of a scope; nil where the comparison has a `reason`.
    public func figures(of scope: Scope) -> FairFigures? { figures[scope] }

    /// The steps from the others' rate to that of a CSM or a team; nil where `bridgeReason(of:)` has
    /// a reason.
    public func bridge(of scope: Scope) -> RateBridge? { bridges[scope] }

    /// Why a scope has no bridge; nil with one.
    public func bridgeReason(of scope: Scope) -> NullReason? {
        switch scope {
        case .company, .transition, .unassigned: .notApplicable
        case .csm, .team: bridges[scope] == nil ? figures[scope]?.reason ?? reason : nil
        }
    }

    /// Gives books other words than their figures alone would, and counts anew who stands out.
    ///
    /// - Parameters:
    ///   - reason: why a word changes.
    ///   - word: the word of a book, by the one that it has.
    package mutating func reword(
        because reason: NullReason, _ word: (Scope, ChanceBand) -> ChanceBand
    ) {
        for (scope, book) in figures {
            guard let band = book.chance?.band else { continue }
            let other = word(scope, band)
            guard other != band else { continue }
            figures[scope]?.chance?.band = other
            figures[scope]?.reason = reason
            if !other.isOutside { figures[scope]?.chance?.isFirstTime = nil }
        }
        countBands()
    }

    /// The band of every CSM and team that has enough renewals.
    ///
    /// - Parameters:
    ///   - attributed: the facts as known at the end of a month.
    ///   - health: the daily scores.
    /// - Returns: the bands; none where nobody can be compared.
    /// - Throws: what `health` throws when it cannot be read.
    package static func bands(
        _ attributed: AttributedPortfolio, health: any HealthHistory
    ) throws -> [Scope: ChanceBand] {
        let terms = attributed.settledTerms()
        let tiers = try TermTiers.read(
            now: terms, earlier: [], health: health, policy: attributed.policy)
        return bands(attributed, terms, tiers.now, AccountKinds(attributed.portfolio.accounts))
    }

    /// The band of every CSM and team that had enough renewals in the earlier review.
    private static func bands(
        _ attributed: AttributedPortfolio, _ terms: [SettledTerm], _ tiers: TermTiers,
        _ kinds: AccountKinds
    ) -> [Scope: ChanceBand] {
        // Books had no bands in a review that could not compare them.
        guard
            let renewals = ExpectedRenewals(attributed, history: terms, tiers: tiers, kinds: kinds)
        else { return [:] }
        let scopes = attributed.csmScopes + attributed.teamScopes
        let bands = mapInParallel(scopes) { scope in
            FairFigures(
                renewals.leftOut(attributed.scopes.row(of: scope)), isCompared: true,
                policy: attributed.policy
            ).chance?.band
        }
        return zip(scopes, bands).reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

extension AttributedPortfolio {
    /// The CSMs with a card, in the portfolio's order.
    fileprivate var csmScopes: [Scope] {
        portfolio.csms.indices.filter { ownership.hasCard[$0] }.map(Scope.csm)
    }

    /// The teams by the bytes of their names.
    fileprivate var teamScopes: [Scope] { scopes.teams.map(Scope.team) }
}
