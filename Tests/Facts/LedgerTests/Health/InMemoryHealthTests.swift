import Statistics
import Calendar
import Domain
import Ledger
import LedgerTestSupport
import TestSupport
import Testing

/// The scores in memory that other tests use answer as the ledger does.
@Suite struct InMemoryHealthTests {
    private static let days: ClosedRange<Int32> = 20_000...20_150

    private let folder: LedgerFolder
    private var memory = InMemoryHealth()

    /// Three files of random rows; the later ones restate some rows of the earlier ones.
    init() throws {
        folder = try LedgerFolder()
        var random = SplitMix64(seed: 11)
        for _ in 0..<3 {
            var seen: Set<HealthQuestion> = []
            let rows = (0..<250).map { _ in
                HealthRow.random(&random, accounts: 5, days: Self.days)
            }.filter {
                seen.insert(HealthQuestion(account: Self.position(of: $0), day: $0.day)).inserted
            }
            try folder.importFile(rows)
            for row in rows { memory.record(Self.position(of: row), row.healthDay) }
        }
    }

    /// The accounts `a0` to `a4` stand in that order.
    private static func position(of row: HealthRow) -> Int {
        Int(row.account.text.dropFirst()) ?? 0
    }

    private var ledger: any HealthHistory { get throws { try folder.ledger.reading().health } }

    @Test(arguments: [HealthVersion.current, .firstRecorded])
    func `Scores as of a day are the ledger's in both versions`(version: HealthVersion) throws {
        var random = SplitMix64(seed: 12)
        let questions = (0..<5).flatMap { account in
            (Self.days.lowerBound - 3...Self.days.upperBound + 40).map {
                HealthQuestion(account: account, day: Day(number: $0))
            }
        }.shuffled(using: &random)
        for age in [0, 1, 5, 30, 400] {
            let answers = memory.scores(asOf: questions, maximumAge: age, version: version)
            let expected = try ledger.scores(asOf: questions, maximumAge: age, version: version)
            #expect(answers == expected, "maximum age \(age)")
        }
    }

    @Test(arguments: [HealthVersion.current, .firstRecorded])
    func `Components as of a day are the ledger's in both versions`(version: HealthVersion) throws {
        var random = SplitMix64(seed: 13)
        let questions = (0..<5).flatMap { account in
            (Self.days.lowerBound - 3...Self.days.upperBound + 40).map {
                HealthQuestion(account: account, day: Day(number: $0))
            }
        }.shuffled(using: &random)
        for age in [0, 1, 5, 30, 400] {
            let found = memory.components(asOf: questions, maximumAge: age, version: version)
            let expected = try ledger.components(
                asOf: questions, maximumAge: age, version: version)
            #expect(found == expected, "maximum age \(age)")
            #expect(found.names == ["help", "use"])
            let answers = memory.scores(asOf: questions, maximumAge: age, version: version)
            for (question, answer) in answers.enumerated() where answer == nil {
                #expect(found[question: question, component: 0] == nil)
            }
        }
        let none = try ledger.components(asOf: [], maximumAge: 5, version: version)
        #expect(none.names.isEmpty && none.tenths.isEmpty)
        #expect(none.versions == ModelVersions(names: [], rows: []))
    }

    @Test func `The two versions differ where rows were restated`() {
        let questions = (0..<5).flatMap { account in
            Self.days.map { HealthQuestion(account: account, day: Day(number: $0)) }
        }
        #expect(
            memory.scores(asOf: questions, maximumAge: 0, version: .current)
                != memory.scores(asOf: questions, maximumAge: 0, version: .firstRecorded))
    }

    @Test func `Days, scores and months are the ledger's`() throws {
        let first = Day(number: Self.days.lowerBound + 20)
        let last = Day(number: Self.days.upperBound - 20)
        for account in 0..<5 {
            #expect(try memory.days(of: account) == ledger.days(of: account))
        }
        func scores(_ history: any HealthHistory) throws -> [Int: [HealthAnswer]] {
            var scores: [Int: [HealthAnswer]] = [:]
            try history.forEachScore(from: first, through: last) { account, answer in
                scores[account, default: []].append(answer)
            }
            return scores
        }
        #expect(try scores(memory) == scores(ledger))
        func months(_ history: any HealthHistory) throws -> [HealthMonthSummary] {
            var months: [HealthMonthSummary] = []
            try history.forEachMonth(from: first.month, through: last.month) { months.append($0) }
            #expect(zip(months, months.dropFirst()).allSatisfy { $0.month <= $1.month })
            return months.sorted { ($0.month, $0.account) < ($1.month, $1.account) }
        }
        let (ours, theirs) = (try months(memory), try months(ledger))
        #expect(ours.count == theirs.count)
        for (one, other) in zip(ours, theirs) {
            #expect(one.account == other.account && one.month == other.month)
            #expect(one.first == other.first && one.last == other.last)
            #expect(one.observed == other.observed && one.minimum == other.minimum)
            #expect(one.closing == other.closing && one.closingTier == other.closingTier)
            #expect(abs(one.mean - other.mean) < 1e-9)
        }
    }
}
