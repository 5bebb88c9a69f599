import Domain
import Statistics

/// How often kinds of accounts have renewed in the past: nested cells of segment, tier and size
/// class, each shrunk towards the cell that contains it.
///
/// Source: `Documentation/methods.md`, 9.
struct CaseMix: Sendable {
    /// The log-odds of renewal of each term.
    let logOdds: [Double]

    /// The log-odds of terms, learnt from the same terms.
    ///
    /// - Parameters:
    ///   - terms: settled renewals, some renewed and some not.
    ///   - tiers: the health of each, nil where unknown.
    ///   - kinds: the segments and size classes of the accounts.
    ///   - weight: how many renewals the containing cell counts for in a cell.
    /// - Complexity: O(terms + cells).
    init(_ terms: [SettledTerm], tiers: [Tier?], kinds: AccountKinds, weight: Double) {
        var company = Cell()
        var segments = [Cell](repeating: Cell(), count: kinds.segmentCount)
        var tiered = [Cell](repeating: Cell(), count: kinds.segmentCount * Self.levels)
        var leaves = [Cell](repeating: Cell(), count: kinds.count * Self.levels)
        let places = zip(terms, tiers).map { term, tier in
            Place(segment: kinds.segment[term.account], kind: kinds.kind[term.account], tier: tier)
        }
        for (term, place) in zip(terms, places) {
            company.add(term.isRenewed)
            segments[place.segment].add(term.isRenewed)
            tiered[place.tiered].add(term.isRenewed)
            leaves[place.leaf].add(term.isRenewed)
        }

        let rate = Double(company.renewed) / Double(max(1, company.count))
        let ofSegments = segments.map { $0.rate(parent: rate, weight: weight) }
        let ofTiers = tiered.indices.map { index in
            tiered[index].rate(parent: ofSegments[index / Self.levels], weight: weight)
        }
        logOdds = places.map { place in
            logit(leaves[place.leaf].rate(parent: ofTiers[place.tiered], weight: weight))
        }
    }

    /// The levels of the tier: unknown, red, amber and green.
    private static let levels = Tier.allCases.count + 1

    /// The renewals of one cell.
    private struct Cell {
        var count = 0
        var renewed = 0

        mutating func add(_ isRenewed: Bool) {
            count += 1
            renewed += isRenewed ? 1 : 0
        }

        func rate(parent: Double, weight: Double) -> Double {
            shrunkProportion(renewed, of: count, parent: parent, weight: weight)
        }
    }

    /// The positions of the cells of a term.
    private struct Place {
        let segment: Int
        let tiered: Int
        let leaf: Int

        init(segment: Int, kind: Int, tier: Tier?) {
            let level = tier.map { Int($0.rawValue) } ?? 0
            self.segment = segment
            tiered = segment * CaseMix.levels + level
            leaf = kind * CaseMix.levels + level
        }
    }
}

/// The segments of accounts and the size classes within each, numbered from 0.
struct AccountKinds: Sendable {
    /// The number of each account's segment.
    let segment: [Int]
    /// The number of each account's segment and size class. No size class is a class of its own.
    let kind: [Int]
    /// How many segments there are.
    let segmentCount: Int
    /// How many segments and classes there are.
    let count: Int

    /// The kinds of some accounts.
    init(_ accounts: [Account]) {
        var segments: [Identifier<AccountKinds>: Int] = [:]
        var kinds: [Kind: Int] = [:]
        var segment: [Int] = []
        var kind: [Int] = []
        for account in accounts {
            let name = Identifier<AccountKinds>(account.segment)
            let number = segments[name] ?? segments.count
            segments[name] = number
            let pair = Kind(segment: number, size: account.arrTier.map(Identifier.init))
            let pairNumber = kinds[pair] ?? kinds.count
            kinds[pair] = pairNumber
            segment.append(number)
            kind.append(pairNumber)
        }
        self.segment = segment
        self.kind = kind
        segmentCount = segments.count
        count = kinds.count
    }

    private struct Kind: Hashable {
        var segment: Int
        var size: Identifier<AccountKinds>?
    }
}
