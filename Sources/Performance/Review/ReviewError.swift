public import Calendar

/// Why there is no review.
public enum ReviewError: Error, Equatable, CustomStringConvertible {
    /// The health history does not cover a month to its end; the months that it covers, if any.
    case uncoveredMonth(Month, first: Month?, last: Month?)

    /// One sentence that says which months there are.
    public var description: String {
        switch self {
        case .uncoveredMonth(let month, let first?, let last?):
            "The health history does not cover \(month) to its end; it covers "
                + (first == last ? "\(first)." : "\(first) to \(last).")
        case .uncoveredMonth(let month, _, _):
            "The health history does not cover \(month) to its end; it covers no whole month."
        }
    }
}
