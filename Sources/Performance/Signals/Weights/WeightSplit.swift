public import Calendar

/// The renewals that weights are fitted to, and those that they are judged on.
public struct WeightSplit: Sendable, Equatable, Codable {
    /// A part of the renewals.
    public struct Part: Sendable, Equatable, Codable {
        /// The renewals with a known score.
        public let events: Int
        /// Those of them that churned.
        public let churned: Int
        /// The accounts that they are of.
        public let accounts: Int
        /// The earliest due date; nil without any.
        public let first: Day?
        /// The latest due date.
        public let last: Day?
    }

    /// How many days before the due date signals are read.
    public let days: Int
    /// The older ones, to which weights are fitted.
    public let older: Part
    /// The newer ones, on which they are judged.
    public let newer: Part

    init(_ rows: WeightRows, _ settled: SettledEvents) {
        func part(_ members: [Int]) -> Part {
            let dues = members.map { settled.dues[Int(rows.landmark.events[$0])] }
            return Part(
                events: members.count, churned: rows.churns(members),
                accounts: Set(members.map { rows.landmark.accounts[$0] }).count, first: dues.min(),
                last: dues.max())
        }
        days = rows.landmark.days
        older = part(rows.older)
        newer = part(rows.newer)
    }
}
