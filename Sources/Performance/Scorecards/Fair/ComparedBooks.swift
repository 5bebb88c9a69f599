import Concurrency
import Domain
import Statistics

/// The books of one kind, compared with each other.
///
/// Source: `Documentation/methods.md`, 9.
struct ComparedBooks {
    let group: BookGroup
    /// The figures of each row. Those without enough renewals have no comparison.
    let figures: [(row: Int, figures: FairFigures, bridge: RateBridge?)]

    /// Compares the books of some rows.
    ///
    /// - Parameters:
    ///   - rows: all CSMs, or all teams.
    ///   - renewals: the settled renewals of the window with their probabilities.
    ///   - policy: the constants.
    ///   - earlier: the band of a row in the earlier review; nil where it had none.
    /// - Complexity: O(n σ + cells) in the renewals of each book, σ the standard deviation of their
    ///   number, and O(k log k) in the books that have a rank.
    init(
        rows: [Int], of renewals: ExpectedRenewals, policy: Policy,
        earlier: (Int) -> ChanceBand?
    ) {
        let compared = mapInParallel(rows.chunks(of: 64)) { chunk in
            chunk.map { Book(row: $0, of: renewals, policy: policy) }
        }.joined()
        var books = Array(compared)
        for index in books.indices where books[index].figures.chance?.band.isOutside == true {
            let before = earlier(books[index].row)
            books[index].figures.chance?.isFirstTime = before?.isOutside != true
        }
        let spread = Self.shrink(&books, companyRate: renewals.companyRate, policy)
        figures = books.map { ($0.row, $0.figures, $0.bridge) }
        let chances = books.compactMap(\.figures.chance)
        group = BookGroup(
            books: chances.count, outside: chances.count { $0.band.isOutside },
            outsideByChance: chances.reduce(0) { $0 + $1.probabilityOutside }, spread: spread)
    }

    /// A book while it is being compared.
    private struct Book: Sendable {
        let row: Int
        var figures: FairFigures
        let bridge: RateBridge?
        /// Nil with too few renewals, or where chances cannot be learnt from all renewals.
        let effect: BookEffect?

        init(row: Int, of renewals: ExpectedRenewals, policy: Policy) {
            self.row = row
            let book = renewals.leftOut(row)
            figures = FairFigures(book, isCompared: true, policy: policy)
            bridge = figures.chance == nil ? nil : RateBridge(book, z: policy.z)
            guard figures.reason != .tooFew else {
                effect = nil
                return
            }
            effect = renewals.whole(row).chances.map { chances in
                BookEffect(observed: book.observed, chances: chances)
            }
        }
    }

    /// Draws the books to their mean and ranks those that are reliable.
    ///
    /// - Returns: how much they differ; nil with fewer than two.
    private static func shrink(
        _ books: inout [Book], companyRate: Double, _ policy: Policy
    ) -> RandomEffects? {
        let large = books.indices.filter { books[$0].figures.reason != .tooFew }
        let effects = large.compactMap { books[$0].effect }
        guard effects.count == large.count,
            let spread = RandomEffects(
                effects: effects.map(\.shift), variances: effects.map(\.variance))
        else {
            for index in large {
                // Without chances for all renewals nobody is compared.
                guard books[index].effect != nil else { continue }
                books[index].figures.rankReason = large.count < 2 ? .tooFewBooks : .noVariation
            }
            return nil
        }
        for (index, effect) in zip(large, effects) {
            let shrinkage = FairFigures.Shrinkage(
                effect, settled: books[index].figures.settled, spread, companyRate: companyRate,
                policy)
            books[index].figures.shrinkage = shrinkage
            books[index].figures.rankReason = shrinkage.rankReason(spread, policy)
        }
        let shrunk = effects.map { $0.shrunken(spread) }
        let ranked = zip(large, shrunk).filter { books[$0.0].figures.rankReason == nil }
        for ((index, _), rank) in zip(ranked, ranks(of: ranked.map(\.1))) {
            books[index].figures.shrinkage?.rank = rank
        }
        return spread
    }
}

/// The rank of each value, 1 for the highest. Equal values share a rank, and a difference within
/// rounding is none.
///
/// - Complexity: O(n log n).
package func ranks(of values: [Double]) -> [Int] {
    let ascending = values.sorted()
    return values.map { own in
        let firstAbove = ascending.firstPosition(in: ascending.indices) { $0 > own + 1e-9 }
        return 1 + ascending.count - firstAbove
    }
}
