/// The label of a point of a z-chart. The first case that applies holds.
public enum ZChartLabel: String, Sendable, Codable {
    /// The period is not settled. It counts in no mean, range or run.
    case provisional
    /// z lies strictly beyond a limit.
    case outside
    /// One of seven successive points whose values strictly rise or strictly fall.
    case trend
    /// Beyond a near limit but not beyond the limit, as is another of three successive points, all
    /// three strictly on one side of the mean.
    case twoOfThree = "two_of_three"
    /// One of seven or more successive points strictly on one side of the mean, where luck gives such a
    /// run no more often than seven heads or seven tails.
    case shift
}
