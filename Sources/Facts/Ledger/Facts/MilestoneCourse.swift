import Calendar
import Domain

/// What the rows of one milestone of an account said, one import after the other.
struct MilestoneCourse {
    /// The last import that counts.
    let last: Int64
    private var milestone: Milestone?
    /// The day that the latest row says.
    private var current: Day?
    /// The import that ended the latest row; nil while it stands.
    private var ended: Int64?

    /// No milestone yet.
    init(last: Int64) { self.last = last }

    /// Whether the rows are those of this milestone.
    func isAbout(_ account: Int, _ name: String) -> Bool {
        guard let milestone else { return false }
        return milestone.account == account && milestone.name.hasSameBytes(as: name)
    }

    /// Begins with the rows of another milestone.
    mutating func begin(_ account: Int, _ name: String) {
        milestone = Milestone(account: account, name: name)
        (current, ended) = (nil, nil)
    }

    /// Adds the next row: the day that it says, and the imports that brought and ended it.
    mutating func add(reached: Day?, since: Int64, until: Int64?) {
        // A row that was withdrawn does not count, and neither do those before it.
        if let ended, ended < since { milestone?.reached = nil }
        if milestone?.reached == nil { milestone?.reached = reached }
        current = reached
        ended = until.flatMap { $0 <= last ? $0 : nil }
    }

    /// The milestone with the day first recorded, and whether the row now says another day; nil if no
    /// row stands.
    var standing: (milestone: Milestone, isCorrected: Bool)? {
        guard let milestone, ended == nil else { return nil }
        return (milestone, milestone.reached != current)
    }
}
