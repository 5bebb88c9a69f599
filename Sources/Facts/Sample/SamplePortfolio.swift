public import Calendar
import Formats
import Domain

/// A synthetic portfolio with known effects (`PlantedTruth`).
///
/// ```swift
/// let sample = SamplePortfolio(accounts: 100, csms: 8, months: 24, seed: 1)
/// try sample.write(to: "sample")
/// ```
///
/// It is written as two exports. The first has the feeds of both programs. The second, in the folder `restated`, is
/// smaller and corrects some rows of the first.
///
/// The same values give the same bytes on every machine and on every day. Accounts are drawn and
/// written one by one, so memory does not grow with their number.
public struct SamplePortfolio: Sendable {
    /// The number of accounts, 1 to 999,999.
    public var accounts: Int
    /// The number of customer success managers, 1 to 9,999.
    public var csms: Int
    /// The length of the health history in calendar months, 1 to 240.
    public var months: Int
    /// The seed of the random numbers. Other seeds give other samples.
    public var seed: UInt64
    /// The effects built into the sample.
    public var truth: PlantedTruth
    /// Whether to add rows that an import must reject and files in unusual but legal formats.
    public var isMessy: Bool
    /// The last day of the history. The default is fixed, so that a sample does not depend on the
    /// clock.
    public var lastDay: Day

    /// Creates a portfolio of this size.
    public init(
        accounts: Int = 400, csms: Int = 12, months: Int = 36, seed: UInt64 = 7,
        truth: PlantedTruth = PlantedTruth(), isMessy: Bool = false,
        lastDay: Day = Month(year: 2026, month: 10).lastDay
    ) {
        self.accounts = accounts
        self.csms = csms
        self.months = months
        self.seed = seed
        self.truth = truth
        self.isMessy = isMessy
        self.lastDay = lastDay
    }

    /// Writes the feeds, `truth.json` and, if `isMessy`, `expected_rejects.csv`.
    ///
    /// - Parameters:
    ///   - directory: the folder to write to; created if missing. Feeds in it are replaced.
    ///   - progress: called after each account with the number of accounts written so far.
    /// - Throws: `SampleError` if a size is out of range, `FileError` if a file cannot be written.
    /// - Complexity: time proportional to accounts x months, memory to months.
    public func write(
        to directory: String, progress: (Int) -> Void = { _ in }
    ) throws {
        try check()
        let world = World(self)
        let folder = try FeedFolder(
            directory, feeds: Self.feeds, styles: isMessy ? Mess.styles : [:])
        let restated = try FeedFolder(
            directory + "/restated", feeds: [.health, .renewals, .arr])
        for line in world.companyRows() { try folder.write(line) }
        var rejects: [Mess.Reject] = []
        for number in 1...accounts {
            let story = AccountStory(number: number, in: world)
            for line in story.lines { try folder.write(line) }
            for line in story.restatedLines { try restated.write(line) }
            let health = story.healthRows()
            try folder.write(health.bytes, lines: health.count, to: .health)
            let correction = story.restatedHealthRows()
            try restated.write(correction.bytes, lines: correction.count, to: .health)
            if isMessy, number == (accounts + 1) / 2 { rejects = try Mess.sprinkle(into: folder) }
            progress(number)
        }
        if isMessy {
            rejects.append(try Mess.leaveQuoteOpen(in: folder))
            try Mess.write(rejects, to: directory + "/expected_rejects.csv")
        }
        try folder.flush()
        try restated.flush()
        try world.writeTruth(to: directory + "/truth.json")
    }

    /// The feeds of both programs. The desk reads due dates from the renewals.
    private static let feeds = Feed.performance + [.touches, .actions, .contacts]

    /// Checks the sizes and the override skill.
    ///
    /// - Throws: `SampleError` if one is out of range.
    func check() throws(SampleError) {
        let ranges: [(name: String, value: Int, allowed: ClosedRange<Int>)] = [
            ("accounts", accounts, 1...999_999), ("csms", csms, 1...9_999),
            ("months", months, 1...240),
        ]
        for range in ranges where !range.allowed.contains(range.value) {
            throw .outOfRange(
                name: range.name,
                allowed: "\(range.allowed.lowerBound) to \(range.allowed.upperBound)")
        }
        guard (0...1).contains(truth.overrideSkill) else {
            throw .outOfRange(name: "skill", allowed: "0 to 1")
        }
    }
}
