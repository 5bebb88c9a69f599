import Calendar
import Concurrency
public import Attribution
public import Domain

/// What of the differences between books is luck, what is the book and what is left: every scope
/// beside what an average team would have renewed with the same accounts.
///
/// A pure function of the facts, the scores, the policy and the month.
///
/// Source: `Documentation/methods.md`, 9.
public struct FairComparison: Sendable {
    /// Why there is no comparison at all; nil with one.
    public let reason: NullReason?
    /// The share of the window's settled renewals that was renewed; nil for the reason.
    public let companyRate: Double?
    /// The CSMs beside each other; nil for the reason.
    public let csms: BookGroup?
    /// The teams beside each other; nil for the reason.
    public let teams: BookGroup?
    private let figures: [Scope: FairFigures]
    private let bridges: [Scope: RateBridge]

    /// The comparison of a month, and whether each book stood out in the earlier review.
    ///
    /// - Parameters:
    ///   - attributed: the facts as known at the end of the month.
    ///   - health: the daily scores.
    /// - Throws: what `health` throws when it cannot be read.
    /// - Complexity: linear in the settled renewals, but for the root of a book's size.
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
        let policy = attributed.policy
        let terms = (now: attributed.settledTerms(), earlier: earlier.settledTerms())
        let tiers = try TermTiers.read(
            now: terms.now, earlier: terms.earlier, health: health, policy: policy)
        let kinds = AccountKinds(attributed.portfolio.accounts)
        do throws(ExpectedBook.Undefined) {
            let book = try ExpectedBook(
                attributed, history: terms.now, tiers: tiers.now, kinds: kinds)
            let bands = Self.bands(earlier, terms.earlier, tiers.earlier, kinds)
            self.init(attributed, book, earlier: bands)
        } catch {
            self.init(undefined: error.reason)
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
        _ attributed: AttributedPortfolio, _ book: ExpectedBook, earlier: [Scope: LuckBand]
    ) {
        let policy = attributed.policy
        let scopes = attributed.scopes
        func judged(_ members: [Scope]) -> JudgedBooks {
            let rows = members.map(scopes.row)
            let scopeOfRow = Dictionary(uniqueKeysWithValues: zip(rows, members))
            return JudgedBooks(rows: rows, of: book, policy: policy) { row in
                scopeOfRow[row].flatMap { earlier[$0] }
            }
        }
        let (people, groups) = (attributed.csmScopes, attributed.teamScopes)
        let (csms, teams) = (judged(people), judged(groups))
        var figures: [Scope: FairFigures] = [:]
        var bridges: [Scope: RateBridge] = [:]
        for (scope, judged) in zip(people + groups, csms.figures + teams.figures) {
            figures[scope] = judged.figures
            guard judged.figures.comparison != nil else { continue }
            bridges[scope] = RateBridge(
                book.slice(judged.row), companyRate: book.companyRate)
        }
        for scope in [Scope.company, .transition, .unassigned] {
            figures[scope] = FairFigures(
                book.slice(scopes.row(of: scope)), companyRate: book.companyRate, policy: policy)
        }
        reason = nil
        companyRate = book.companyRate
        self.csms = csms.group
        self.teams = teams.group
        self.figures = figures
        self.bridges = bridges
    }

    /// The figures of a card; nil for the reason of the comparison.
    public func figures(of scope: Scope) -> FairFigures? { figures[scope] }

    /// The steps from the company's rate to a CSM's or a team's; nil for `bridgeReason(of:)`.
    public func bridge(of scope: Scope) -> RateBridge? { bridges[scope] }

    /// Why a card has no bridge; nil with one.
    public func bridgeReason(of scope: Scope) -> NullReason? {
        switch scope {
        case .company, .transition, .unassigned: .notApplicable
        case .csm, .team: reason ?? (bridges[scope] == nil ? .tooFew : nil)
        }
    }

    /// The band of every CSM and team with enough renewals in another review.
    private static func bands(
        _ attributed: AttributedPortfolio, _ terms: [SettledTerm], _ tiers: TermTiers,
        _ kinds: AccountKinds
    ) -> [Scope: LuckBand] {
        let book: ExpectedBook
        do throws(ExpectedBook.Undefined) {
            book = try ExpectedBook(attributed, history: terms, tiers: tiers, kinds: kinds)
        } catch {
            // Books had no bands in a review that could not compare them.
            return [:]
        }
        let scopes = attributed.csmScopes + attributed.teamScopes
        let bands = mapInParallel(scopes) { scope -> LuckBand? in
            let slice = book.slice(attributed.scopes.row(of: scope))
            guard Double(slice.count) >= attributed.policy.minimumCount else { return nil }
            return FairFigures.Luck(slice, policy: attributed.policy).band
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
