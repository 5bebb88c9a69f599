package import Attribution
package import Calendar

/// An earlier month that a figure is shown beside; for a review of a quarter or a year, an earlier one
/// of that length.
package enum EarlierMonth: CaseIterable, Sendable {
    /// The month before.
    case lastMonth
    /// The same month a year before.
    case lastYear

    /// Which month it is, or the last one of it, seen from a review.
    package func month(before frame: ReviewFrame) -> Month {
        switch (self, frame.grain) {
        case (.lastMonth, .month): frame.month - 1
        case (.lastMonth, .quarter): frame.month - 3
        case (.lastYear, .month), (.lastYear, .quarter), (.lastMonth, .year): frame.month - 12
        case (.lastYear, .year): frame.month - 24
        }
    }
}
