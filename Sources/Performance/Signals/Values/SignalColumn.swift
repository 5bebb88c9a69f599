/// The values of a signal at a landmark.
struct SignalColumn: Sendable {
    /// The signal.
    let name: SignalName
    /// One value for each row of the landmark; NaN where missing.
    var values: [Double]
}
