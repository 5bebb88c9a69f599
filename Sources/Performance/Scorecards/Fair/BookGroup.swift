import Concurrency
import Domain
public import Statistics

/// All books of one kind with enough renewals, CSMs or teams, beside each other.
public struct BookGroup: Sendable, Equatable {
    /// How many books have enough settled renewals.
    public let books: Int
    /// How many of them lie outside the band that luck alone gives.
    public let outside: Int
    /// How many would by luck alone, on average.
    public let outsideByLuck: Double
    /// How much they differ beyond luck, on the scale of log-odds; nil with fewer than two.
    public let spread: RandomEffects?
}

/// The books of one kind, judged beside each other.
struct JudgedBooks {
    let group: BookGroup
    /// The figures of each row; those without enough renewals have no comparison.
    let figures: [(row: Int, figures: FairFigures)]

    /// The books of some rows.
    ///
    /// - Parameters:
    ///   - rows: all CSMs, or all teams.
    ///   - book: the renewals.
    ///   - policy: the constants.
    ///   - earlier: the band of a row 12 months before; nil where it was not known.
    init(
        rows: [Int], of book: ExpectedBook, policy: Policy, earlier: (Int) -> LuckBand?
    ) {
        let slices = rows.map(book.slice)
        var figures = slices.map { FairFigures($0, companyRate: book.companyRate, policy: policy) }
        let large = figures.indices.filter { figures[$0].comparison != nil }
        let judged = mapInParallel(chunks(of: large)) { chunk in
            chunk.map { (Luck(slices[$0], policy: policy), OwnEffect(slices[$0])) }
        }.joined()
        let effects = judged.map(\.1)
        let spread = RandomEffects(
            effects: effects.map(\.shift), variances: effects.map(\.variance))
        for (index, (luck, effect)) in zip(large, judged) {
            var luck = luck
            if luck.band != .inLine {
                luck.isFirstTime = (earlier(rows[index]) ?? .inLine) == .inLine
            }
            figures[index].luck = luck
            figures[index].reason = nil
            figures[index].lasting = spread.map {
                Lasting(effect, of: figures[index], $0, companyRate: book.companyRate, policy)
            }
        }
        if let spread {
            let drawn = effects.map { spread.shrunken($0.shift, variance: $0.variance) }
            let ranked = zip(large, drawn).filter { figures[$0.0].lasting?.rankReason == nil }
            for (index, own) in ranked {
                // Equal books share a rank: differences of rounding are none.
                let rank = 1 + ranked.count { $0.1 > own + 1e-9 }
                figures[index].lasting?.rank = rank
            }
        }
        self.figures = Array(zip(rows, figures))
        let lucks = figures.compactMap(\.luck)
        group = BookGroup(
            books: lucks.count, outside: lucks.count { $0.band != .inLine },
            outsideByLuck: lucks.reduce(0) { $0 + $1.chanceOutside }, spread: spread)
    }

    private typealias Luck = FairFigures.Luck
    private typealias Lasting = FairFigures.Lasting
}

/// So many elements are worth the way to another core.
private func chunks(of elements: [Int]) -> [ArraySlice<Int>] {
    stride(from: 0, to: elements.count, by: 64).map {
        elements[$0..<min($0 + 64, elements.count)]
    }
}

/// How a book differs from its expectation: the shift of all its logits that gives what was renewed.
private struct OwnEffect: Sendable {
    let shift: Double
    /// Its sampling variance.
    let variance: Double

    init(_ slice: ExpectedBook.Slice) {
        let logOdds = slice.chances.map(logit)
        // All or none renewed would need an infinite shift: half a renewal keeps it finite.
        let total = min(max(Double(slice.observed), 0.5), Double(slice.count) - 0.5)
        let shift = logitShift(of: logOdds, total: total) ?? 0
        self.shift = shift
        variance = 1 / FairFigures.Expectation(logOdds.map { expit($0 + shift) }).variance
    }
}

extension FairFigures {
    /// What every row has; the comparison with enough renewals.
    init(_ slice: ExpectedBook.Slice, companyRate: Double, policy: Policy) {
        observed = slice.observed
        settled = slice.count
        expected = Expectation(slice.chances)
        endGame = Expectation(slice.endGameChances)
        guard Double(settled) >= policy.minimumCount else {
            reason = .tooFew
            return
        }
        reason = .notApplicable
        let ratio = Double(observed) / expected.expected
        let adjusted = ratio * companyRate
        comparison = Comparison(
            ratio: ratio, endGameRatio: Double(observed) / endGame.expected,
            riskAdjustedRate: min(1, adjusted), isCapped: adjusted > 1)
    }
}

extension FairFigures.Luck {
    /// Where a book stands in what luck alone gives.
    init(_ slice: ExpectedBook.Slice, policy: Policy) {
        let luck = PoissonBinomial(slice.chances)
        midP = luck.twoSidedMidP(slice.observed)
        band =
            midP < policy.unlikelyLevel
            ? .unlikelyChance : midP < policy.conversationLevel ? .worthAConversation : .inLine
        range = luck.midPRange(level: policy.conversationLevel)
        chanceOutside = luck.atMost(range.lowerBound - 1) + luck.atLeast(range.upperBound + 1)
    }
}

extension FairFigures.Lasting {
    fileprivate init(
        _ effect: OwnEffect, of figures: FairFigures, _ spread: RandomEffects, companyRate: Double,
        _ policy: Policy
    ) {
        let drawn = spread.shrunken(effect.shift, variance: effect.variance)
        shrunkRate = expit(logit(companyRate) + drawn)
        reliability = spread.reliability(variance: effect.variance)
        let isReliable = reliability >= policy.rankReliability
        rankReason =
            isReliable ? nil : spread.tauSquared == 0 ? .noVariation : .notReliable
        guard spread.tauSquared > 0 else {
            moreNeeded = nil
            return
        }
        let odds = policy.rankReliability / (1 - policy.rankReliability)
        let ofOne = figures.expected.variance / Double(figures.settled)
        let wanted = (odds / spread.tauSquared / ofOne).rounded(.up)
        moreNeeded =
            isReliable ? 0 : max(1, Int(min(wanted, 1e15)) - figures.settled)
    }
}

extension RateBridge {
    /// The steps to a book's rate.
    init(_ slice: ExpectedBook.Slice, companyRate: Double) {
        let count = Double(slice.count)
        self.companyRate = companyRate
        caseMix = slice.chances.reduce(0, +) / count - companyRate
        transition = slice.excess(handedOver: true) / count
        rest = slice.excess(handedOver: false) / count
        rate = Double(slice.observed) / count
    }
}
