import Statistics

/// The distributions of a signal over the events that churned and over those that were renewed.
///
/// Source: `Documentation/methods.md`, 16.
public struct SignalSplit: Sendable, Equatable, Codable {
    /// One of the two distributions.
    public struct Side: Sendable, Equatable, Codable {
        /// The events with a value.
        public let events: Int
        /// The 5, 25, 50, 75 and 95 % quantiles (type 7).
        public let quantiles: [Double]
        /// The share of the events in each bin; they add up to 1.
        public let shares: [Double]
    }

    /// The signal.
    public let name: SignalName
    /// Where the bins begin and end: one more than there are bins. The first and the last bin hold what lies
    /// outside, too.
    public let edges: [Double]
    /// The values of the bins, if each holds one value; nil otherwise.
    public let values: [Double]?
    /// The events that churned.
    public let churned: Side
    /// The events that were renewed.
    public let renewed: Side

    /// A signal of at most so many values has a bin for each.
    private static let fewValues = 12
    /// How many bins others have.
    private static let bins = 20

    /// The distributions of a column over the rows where it is known; nil if one of them is empty.
    init?(_ column: SignalColumn, _ landmark: Landmark) {
        let rows = landmark.events.indices.filter { !column.values[$0].isNaN }
        let order = RankOrder(rows.map { column.values[$0] })
        var sides = [[Double]](repeating: [], count: 2)
        for (place, value) in zip(order.positions, order.sorted) {
            sides[landmark.isRenewed[rows[Int(place)]] ? 1 : 0].append(value)
        }
        guard !sides[0].isEmpty, !sides[1].isEmpty else { return nil }
        var distinct: [Double] = []
        for value in order.sorted where value != distinct.last {
            distinct.append(value)
            if distinct.count > Self.fewValues { break }
        }
        name = column.name
        if distinct.count <= Self.fewValues {
            let middles = zip(distinct, distinct.dropFirst()).map { ($0 + $1) / 2 }
            edges = [distinct[0]] + middles + [distinct[distinct.count - 1]]
            values = distinct
        } else {
            // A few far values must not squeeze all others into one bin.
            let low = quantile(ofRising: order.sorted, 1, of: 100)
            let high = quantile(ofRising: order.sorted, 99, of: 100)
            edges = (0...Self.bins).map { low + (high - low) * Double($0) / Double(Self.bins) }
            values = nil
        }
        churned = Side(sides[0], edges)
        renewed = Side(sides[1], edges)
    }
}

extension SignalSplit.Side {
    fileprivate init(_ rising: [Double], _ edges: [Double]) {
        events = rising.count
        quantiles = [1, 5, 10, 15, 19].map { quantile(ofRising: rising, $0, of: 20) }
        var counts = [Int](repeating: 0, count: edges.count - 1)
        var bin = 0
        for value in rising {
            while bin < counts.count - 1, value >= edges[bin + 1] { bin += 1 }
            counts[bin] += 1
        }
        shares = counts.map { Double($0) / Double(rising.count) }
    }
}
