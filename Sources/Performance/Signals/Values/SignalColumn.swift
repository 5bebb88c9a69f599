/// The values of a signal at a landmark.
package struct SignalColumn: Sendable {
    /// The signal.
    package let name: SignalName
    /// One value for each row of the landmark; NaN where missing.
    package internal(set) var values: [Double]
}
