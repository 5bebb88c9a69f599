import Attribution
import Calendar
package import Domain

extension MonthlyReview {
    /// How many renewals credited to each CSM of the portfolio fell due in each month of the headline
    /// window, in order.
    ///
    /// - Complexity: O(renewals + CSMs × months).
    package func renewalsDueByMonth() -> [CSMID: [Int]] {
        let first = frame.windowStart.month
        let none = [Int](repeating: 0, count: frame.month - first + 1)
        let csms = attributed.portfolio.csms
        var due = csms.map { _ in none }
        for event in attributed.events where event.due >= frame.windowStart {
            guard case .csm(let csm) = event.owner else { continue }
            due[csm][event.due.month - first] += 1
        }
        return Dictionary(uniqueKeysWithValues: zip(csms.map(\.id), due))
    }
}
