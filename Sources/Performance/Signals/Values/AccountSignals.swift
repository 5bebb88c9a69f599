import Attribution
import Calendar
import Domain
import Glibc

/// The signals that come from the account, its contract and its owner, by landmark.
///
/// - Complexity: O(log n) for each row, in the account's n assignments.
func accountSignals(
    _ settled: SettledEvents, _ landmarks: [Landmark], _ attributed: AttributedPortfolio
) -> [[SignalColumn]] {
    let accounts = attributed.portfolio.accounts
    return landmarks.map { landmark in
        var (tenure, revenue, owned) = (landmark.noValues, landmark.noValues, landmark.noValues)
        for (row, event) in landmark.events.enumerated() {
            let day = settled.reading(event, landmark)
            let account = Int(settled.accounts[Int(event)])
            if let since = accounts[account].customerSince, since <= day {
                tenure[row] = Double(day - since)
            }
            let amount = settled.revenues[Int(event)]
            if amount > 0 { revenue[row] = log(amount) }
            if let assignment = attributed.ownership.assignment(of: account, on: day) {
                owned[row] = Double(day - assignment.start)
            }
        }
        return [
            SignalColumn(name: SignalName(.account, "days_as_customer"), values: tenure),
            SignalColumn(name: SignalName(.account, "log_arr"), values: revenue),
            SignalColumn(name: SignalName(.account, "days_with_owner"), values: owned),
        ]
    }
}
