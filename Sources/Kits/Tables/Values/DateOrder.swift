/// Which number of a date such as `03/04/2025` is the day.
package enum DateOrder: String, Sendable, Codable, CaseIterable {
    /// The day comes first: 3 April.
    case dayFirst = "dmy"
    /// The month comes first: 4 March.
    case monthFirst = "mdy"
}
