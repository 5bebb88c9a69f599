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
        var (tenure, revenue, owned) = ([Double](), [Double](), [Double]())
        for event in landmark.events {
            let day = settled.reading(event, landmark)
            let account = Int(settled.accounts[Int(event)])
            let age = accounts[account].customerSince.map { day - $0 } ?? -1
            tenure.append(age < 0 ? .nan : Double(age))
            let amount = settled.revenues[Int(event)]
            revenue.append(amount > 0 ? log(amount) : .nan)
            let assignment = attributed.ownership.assignment(of: account, on: day)
            owned.append(assignment.map { Double(day - $0.start) } ?? .nan)
        }
        return [
            SignalColumn(name: SignalName(.account, "days_as_customer"), values: tenure),
            SignalColumn(name: SignalName(.account, "log_arr"), values: revenue),
            SignalColumn(name: SignalName(.account, "days_with_owner"), values: owned),
        ]
    }
}
