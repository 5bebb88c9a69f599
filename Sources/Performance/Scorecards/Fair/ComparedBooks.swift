import Concurrency
import Domain
import Statistics

/// The books of one kind, compared with each other.
///
/// Source: `Documentation/methods.md`, 9.
struct ComparedBooks {
    let group: BookGroup
    /// The figures of each row. Those without enough renewals have no comparison.
    let figures: [(row: Int, figures: FairFigures)]

    /// Compares the books of some rows.
    ///
    /// - Parameters:
    ///   - rows: all CSMs, or all teams.
    ///   - renewals: the settled renewals of the window with their probabilities.
    ///   - policy: the constants.
    ///   - earlier: the band of a row in the earlier review; nil where it had none.
    /// - Complexity: O(n σ) in the renewals of each book, σ the standard deviation of their number,
    ///   and O(k log k) in the books that have a rank.
    init(
        rows: [Int], of renewals: ExpectedRenewals, policy: Policy,
        earlier: (Int) -> ChanceBand?
    ) {
        let slices = rows.map(renewals.slice)
        var figures = slices.map {
            FairFigures($0, companyRate: renewals.companyRate, policy: policy)
        }
        let large = figures.indices.filter { figures[$0].comparison != nil }
        let compared = mapInParallel(chunks(of: large)) { chunk in
            chunk.map {
                (FairFigures.Chance(slices[$0], policy: policy), BookEffect(slices[$0]))
            }
        }.joined()
        let effects = compared.map(\.1)
        let spread = RandomEffects(
            effects: effects.map(\.shift), variances: effects.map(\.variance))
        for (index, (chance, effect)) in zip(large, compared) {
            var chance = chance
            if chance.band != .inLine {
                chance.isFirstTime = (earlier(rows[index]) ?? .inLine) == .inLine
            }
            figures[index].chance = chance
            figures[index].reason = nil
            figures[index].shrinkage = spread.map {
                FairFigures.Shrinkage(
                    effect, of: figures[index], $0, companyRate: renewals.companyRate, policy)
            }
        }
        if let spread {
            let shrunk = effects.map { spread.shrunken($0.shift, variance: $0.variance) }
            let ranked = zip(large, shrunk).filter {
                figures[$0.0].shrinkage?.rankReason == nil
            }
            for ((index, _), rank) in zip(ranked, ranks(of: ranked.map(\.1))) {
                figures[index].shrinkage?.rank = rank
            }
        }
        self.figures = Array(zip(rows, figures))
        let chances = figures.compactMap(\.chance)
        group = BookGroup(
            books: chances.count, outside: chances.count { $0.band != .inLine },
            outsideByChance: chances.reduce(0) { $0 + $1.probabilityOutside }, spread: spread)
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

/// Splits elements into chunks that are large enough to be worth the way to another core.
private func chunks(of elements: [Int]) -> [ArraySlice<Int>] {
    stride(from: 0, to: elements.count, by: 64).map {
        elements[$0..<min($0 + 64, elements.count)]
    }
}
