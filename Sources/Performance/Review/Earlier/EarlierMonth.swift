package import Calendar

/// An earlier month that a figure is shown beside.
package enum EarlierMonth: CaseIterable, Sendable {
    /// The month before.
    case lastMonth
    /// The same month a year before.
    case lastYear

    /// Which month it is, seen from another.
    package func month(before month: Month) -> Month {
        switch self {
        case .lastMonth: month - 1
        case .lastYear: month - 12
        }
    }
}
