/// The label of a point of an XmR chart. The first case that applies holds.
public enum XmRLabel: String, Sendable {
    /// The month is not settled. It counts in no mean, range or run.
    case provisional
    /// The point lies strictly beyond a limit.
    case outside
    /// One of seven successive points that strictly rise or strictly fall.
    case trend
    /// Beyond a near limit but not beyond the limit, as is another of three successive points, all
    /// three strictly on one side of the mean.
    case twoOfThree = "two_of_three"
    /// One of seven successive points strictly on one side of the mean.
    case shift
}
