import Calendar
import Domain

/// The events that stand some days before their due date: neither noticed nor closed by then. Every signal
/// is read on that day.
///
/// Source: `Documentation/methods.md`, 16.
package struct Landmark: Sendable {
    /// How many days before the due date.
    package let days: Int
    /// The position of each row's event in `SettledEvents`, rising.
    package let events: [Int32]
    /// The account of each row.
    package let accounts: [Int32]
    /// Whether each row's event was renewed.
    package let isRenewed: [Bool]
    /// The rows by due date, then by renewal_id.
    let chronological: [Int32]
    /// The row of each event; -1 for one that does not stand.
    let rows: [Int32]
    /// A column without any value. Signals that the portfolio lacks share it.
    let noValues: [Double]

    /// The events that stand so many days before their due date.
    init(_ days: Int, _ settled: SettledEvents) {
        self.days = days
        events = settled.dues.indices.lazy.filter { event in
            settled.decisions[event].map { $0 > settled.dues[event] - days } ?? true
        }.map { Int32($0) }
        accounts = events.map { settled.accounts[Int($0)] }
        isRenewed = events.map { settled.isRenewed[Int($0)] }
        var rows = [Int32](repeating: -1, count: settled.count)
        for (row, event) in events.enumerated() { rows[Int(event)] = Int32(row) }
        chronological = settled.chronological.lazy.map { rows[Int($0)] }.filter { $0 >= 0 }
        self.rows = rows
        noValues = [Double](repeating: .nan, count: events.count)
    }

    /// How many events stand.
    package var count: Int { events.count }

    /// The landmarks of a policy, the earliest first.
    static func days(_ policy: Policy) -> [Int] {
        [
            policy.firstSignalDays, policy.secondSignalDays, policy.thirdSignalDays,
            policy.lastSignalDays,
        ].map { Int($0) }
    }

    /// The landmark on which weights are fitted.
    static func ofWeights(_ policy: Policy) -> Int { Int(policy.secondSignalDays) }
}

extension SettledEvents {
    /// The day on which the signals of an event are read.
    func reading(_ event: Int32, _ landmark: Landmark) -> Day { dues[Int(event)] - landmark.days }
}
