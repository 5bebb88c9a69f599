/// A column of the table of portfolios, by which it may be sorted. Its raw value is its name in an
/// address.
package enum PortfolioColumn: String, Sendable, CaseIterable {
    /// The name of the CSM or the team.
    case name
    /// The CSM's team.
    case team
    /// How many of the settled renewals were renewed.
    case renewed
    /// How many would be renewed by an average team.
    case expected
    /// How the number renewed compares with that.
    case verdict
    /// The renewal rate and how it compares with its target.
    case rate
    /// The annual revenue of the accounts held.
    case arr
    /// How many comments the scorecard has.
    case comments

    /// The heading; nil for `name`, which depends on the rows.
    var heading: String? {
        switch self {
        case .name: nil
        case .team: "Team"
        case .renewed: "Renewed"
        case .expected: "Expected range"
        case .verdict: "Fair comparison"
        case .rate: "Renewal rate"
        case .arr: "ARR held"
        case .comments: "Comments"
        }
    }

    /// Whether its greatest values come first when it is first sorted by.
    package var startsWithGreatest: Bool { self == .arr || self == .comments }
}
