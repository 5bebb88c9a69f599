public import Calendar
public import Domain

/// The first export of a sample in memory, for an analysis without files.
public struct SampleExport: Sendable {
    /// The rows of every feed except health. Fields are text in the documented order of the
    /// columns.
    public private(set) var rows: [Feed: [[String]]] = [:]
    /// The daily scores of every account that has health scores.
    public private(set) var health: [DailyScores] = []

    /// The scores of one account, one for every day.
    public struct DailyScores: Sendable {
        /// The account's identifier.
        public let account: String
        /// The day of the first element of `tenths`.
        public let first: Day
        /// Scores in tenths, one for each day; -1 if the day was not scored.
        public let tenths: [Int16]
    }

    fileprivate init(_ sample: SamplePortfolio) {
        let world = World(sample)
        for line in world.companyRows() { add(line) }
        for number in 1...sample.accounts {
            let story = AccountStory(number: number, in: world)
            for line in story.lines { add(line) }
            guard story.profile.hasHealth else { continue }
            health.append(
                DailyScores(
                    account: story.profile.id, first: world.first + story.health.start,
                    tenths: Array(story.health.scores[story.scoredDays])))
        }
    }

    private mutating func add(_ line: FeedLine) { rows[line.feed, default: []].append(line.fields) }
}

extension SamplePortfolio {
    /// Returns the rows that `write(to:)` writes to the first export, without invalid or unusual
    /// rows.
    ///
    /// - Returns: the rows, in the order of the files.
    /// - Throws: `SampleError` if a size is out of range.
    /// - Complexity: time and memory proportional to accounts x months.
    public func export() throws(SampleError) -> SampleExport {
        try check()
        return SampleExport(self)
    }
}
