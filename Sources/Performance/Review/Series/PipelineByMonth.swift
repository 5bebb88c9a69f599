import Attribution
package import Calendar
import Domain

/// The expansion pipeline of the headline window, added up month by month.
package struct PipelineByMonth: Sendable {
    /// The months of the window, in order.
    package let months: [Month]
    /// The sum of the opportunities created from the start of the window to the end of each month, in
    /// the reporting currency. An amount in a currency without a rate enters no sum.
    package let sums: [Double]
    /// How many opportunities were created in the window, those without a rate included.
    package let opportunities: Int
}

extension MonthlyReview {
    /// The pipeline of the whole company. Its last sum is the figure on the company's card.
    ///
    /// - Complexity: O(opportunities).
    package func pipelineByMonth() -> PipelineByMonth {
        let first = frame.windowStart.month
        let months = (0...(frame.month - first)).map { first + $0 }
        var sums = [Double](repeating: 0, count: months.count)
        var count = 0
        for opportunity in attributed.portfolio.opportunities
        where frame.window.contains(opportunity.created) {
            count += 1
            let amount = attributed.conversion.reporting(
                opportunity.amount, in: opportunity.currency)
            if let amount { sums[opportunity.created.month - first] += amount }
        }
        for index in sums.indices.dropFirst() { sums[index] += sums[index - 1] }
        return PipelineByMonth(months: months, sums: sums, opportunities: count)
    }
}
