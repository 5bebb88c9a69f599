import Calendar
import Domain
import Statistics

/// The settled renewals of a review as counts of nested cells: company > segment > segment and tier >
/// segment, tier and size class. From such counts the chances of renewal are learnt, of all events or
/// of all but those of one book.
///
/// All renewals of a cell of the last kind have the same chance, so a book's fit takes the number of
/// those cells and not that of the renewals.
///
/// Source: `Documentation/methods.md`, 9.
struct CaseMix: Sendable {
    /// The cell of each term.
    let cells: [Int]
    /// The segment of each cell.
    let segments: [Int]
    /// The counts of all terms.
    let all: Counts
    /// The segment and tier of each cell.
    private let tiered: [Int]
    private let segmentCount: Int
    /// How many renewals the containing cell counts for in a cell.
    private let weight: Double

    /// The cells of some terms.
    ///
    /// - Parameters:
    ///   - terms: settled renewals.
    ///   - tiers: the health of each, nil where unknown.
    ///   - kinds: the segments and size classes of the accounts.
    ///   - windowStart: the first due date of the headline window.
    ///   - weight: how many renewals the containing cell counts for in a cell.
    /// - Complexity: O(terms).
    init(
        _ terms: [SettledTerm], tiers: [Tier?], kinds: AccountKinds, windowStart: Day,
        weight: Double
    ) {
        var known: [Place: Int] = [:]
        var places: [Place] = []
        cells = zip(terms, tiers).map { term, tier in
            let place = Place(account: term.account, tier: tier, kinds)
            if let cell = known[place] { return cell }
            known[place] = places.count
            places.append(place)
            return places.count - 1
        }
        segments = places.map(\.segment)
        tiered = places.map { $0.segment * Self.levels + $0.level }
        segmentCount = kinds.segmentCount
        self.weight = weight
        var all = Counts(cells: places.count)
        for (term, cell) in zip(terms, cells) {
            all.add(term, in: cell, windowStart: windowStart)
        }
        self.all = all
    }

    /// The chances that follow from some of the terms.
    ///
    /// - Parameter counts: those of the terms to learn from.
    /// - Returns: the chances; nil where all or none of the window was renewed.
    /// - Complexity: O(cells) for each of about eight steps.
    func chances(from counts: Counts) -> LearntChances? {
        // Such a window gives the company a rate above 0 and below 1.
        guard 0 < counts.windowRenewed, counts.windowRenewed < counts.windowSettled else {
            return nil
        }
        var ofSegments = [Cell](repeating: Cell(), count: segmentCount)
        var ofTiers = [Cell](repeating: Cell(), count: segmentCount * Self.levels)
        var company = Cell()
        for cell in cells(of: counts) {
            company.add(cell.part)
            ofSegments[segments[cell.number]].add(cell.part)
            ofTiers[tiered[cell.number]].add(cell.part)
        }
        let rate = Double(company.renewed) / Double(company.settled)
        let segmentRates = ofSegments.map { $0.rate(parent: rate, weight: weight) }
        let tierRates = ofTiers.indices.map { index in
            ofTiers[index].rate(parent: segmentRates[index / Self.levels], weight: weight)
        }
        let logOdds = cells(of: counts).map { cell in
            logit(cell.part.rate(parent: tierRates[tiered[cell.number]], weight: weight))
        }
        guard
            let shift = logitShift(
                of: logOdds, counts: counts.window, total: Double(counts.windowRenewed))
        else { return nil }
        return LearntChances(
            logOdds.map { expit($0 + shift) }, from: counts, segments: segments,
            settled: ofSegments.map(\.settled), rates: segmentRates, weight: weight)
    }

    private func cells(of counts: Counts) -> some Sequence<(number: Int, part: Cell)> {
        segments.indices.lazy.map { number in
            (number, Cell(settled: counts.settled[number], renewed: counts.renewed[number]))
        }
    }

    /// The levels of the tier: unknown, red, amber and green.
    private static let levels = Tier.allCases.count + 1

    /// How many renewals each cell holds.
    struct Counts: Sendable {
        /// Those of the whole history.
        private(set) var settled: [Int]
        /// Those of them that were renewed.
        private(set) var renewed: [Int]
        /// Those of them that were due in the window.
        private(set) var window: [Int]
        /// How many in the window there are in all cells.
        private(set) var windowSettled = 0
        /// How many of those were renewed.
        private(set) var windowRenewed = 0

        /// No renewals in so many cells.
        init(cells: Int) {
            settled = Array(repeating: 0, count: cells)
            renewed = settled
            window = settled
        }

        /// Adds a term; takes it away where `times` is -1.
        mutating func add(
            _ term: SettledTerm, in cell: Int, windowStart: Day, times: Int = 1
        ) {
            settled[cell] += times
            if term.isRenewed { renewed[cell] += times }
            guard term.due >= windowStart else { return }
            window[cell] += times
            windowSettled += times
            if term.isRenewed { windowRenewed += times }
        }
    }

    /// The renewals of one cell.
    private struct Cell {
        var settled = 0
        var renewed = 0

        mutating func add(_ part: Cell) {
            settled += part.settled
            renewed += part.renewed
        }

        func rate(parent: Double, weight: Double) -> Double {
            shrunkProportion(renewed, of: settled, parent: parent, weight: weight)
        }
    }

    /// What tells a cell of the last kind from others.
    private struct Place: Hashable {
        let segment: Int
        let kind: Int
        let level: Int

        init(account: Int, tier: Tier?, _ kinds: AccountKinds) {
            segment = kinds.segment[account]
            kind = kinds.kind[account]
            level = tier.map { Int($0.rawValue) } ?? 0
        }
    }
}
