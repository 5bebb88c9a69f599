/// What a review is of. Its raw value is its name in the review.
///
/// Source: `Documentation/methods.md`, 1 and 24.
public enum ReviewGrain: String, Sendable, CaseIterable {
    /// A calendar month, with a window of as many months as the policy says.
    case month
    /// A fiscal quarter.
    case quarter
    /// A fiscal year.
    case year

    /// The length of the window in months; nil where the policy says it.
    package var months: Double? {
        switch self {
        case .month: nil
        case .quarter: 3
        case .year: 12
        }
    }
}
