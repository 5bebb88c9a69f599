/// One point of a reliability diagram: neighbouring forecasts, pooled, whose events happened
/// equally often.
public struct ReliabilityBin: Sendable, Equatable, Codable {
    /// The mean forecast, in `0...1`.
    public let forecast: Double
    /// The share of the events that happened, in `0...1`; it rises strictly from bin to bin.
    public let observed: Double
    /// How many forecasts the bin pools, 1 or more.
    public let count: Int
}
