public import Calendar

/// What a measure of an account was on a day.
public struct Observation: Sendable, Hashable {
    /// The day.
    public var day: Day
    /// The value.
    public var value: Double
    /// The whole that the value is a part of; 0 without one.
    public var whole: Double

    /// An observation with these properties.
    public init(day: Day, value: Double, whole: Double = 0) {
        self.day = day
        self.value = value
        self.whole = whole
    }
}
