import Attribution
public import Calendar
public import Scorecards

/// The walk of the company, a segment or a team.
///
/// Source: `Documentation/methods.md`, 23.
public struct WalkPart: Sendable {
    /// The months of the window with their steps, in order.
    public let months: [(month: Month, step: WalkStep)]
    /// The fiscal quarters wholly inside the window, in order.
    public let quarters: [(quarter: FiscalQuarter, step: WalkStep)]
    /// The whole window.
    public let window: WalkStep
    /// The share of the opening ARR whose contracts fell due in the window; nil with a `reason`.
    ///
    /// It stands beside gross retention: the rest of the ARR could not leave.
    public let upForRenewal: Double?
    /// Why there is no such share.
    public let upForRenewalReason: NullReason?

    /// A part.
    ///
    /// - Parameters:
    ///   - steps: one for each month.
    ///   - months: the months of the window.
    ///   - yearStart: the month in which fiscal years start.
    ///   - opening: the ARR on the day before the window, at the rates of its first day.
    ///   - due: how much of it fell due.
    init(
        _ steps: [WalkStep], months: [Month], yearStart: Int, opening: Double, due: Double
    ) {
        self.months = zip(months, steps).map { (month: $0, step: $1) }
        quarters = months.indices.compactMap { index in
            let quarter = FiscalQuarter(containing: months[index], yearStart: yearStart)
            guard quarter.lastMonth == months[index], index >= 2 else { return nil }
            return (quarter: quarter, step: WalkStep(steps[(index - 2)...index]))
        }
        window = WalkStep(steps)
        upForRenewal = opening > 0 ? due / opening : nil
        upForRenewalReason = opening > 0 ? nil : .noData
    }
}
