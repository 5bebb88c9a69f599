import Domain
import Keeping
import PerformanceTestSupport
import Publishing
import Review
import Statistics
import TestSupport
import Testing
import Calendar

@Suite struct KeptAnalysesTests {
    /// Facts in memory whose analyses are kept.
    private struct KeptReading: FactReading {
        let reading: InMemoryReading
        let kept: any KeptValues
        var portfolio: Portfolio { reading.portfolio }
        var health: any HealthHistory { reading.health }
        var measures: any MeasureHistory { reading.measures }
        var working: WorkingFacts { reading.working }
        var dataDigest: String { reading.dataDigest }
        var firstHealthDay: Day? { reading.firstHealthDay }
        var lastHealthDay: Day? { reading.lastHealthDay }
        var notImported: [Feed: NotImported] { reading.notImported }
        func extents(through month: Month) -> [FeedExtent] { reading.extents(through: month) }
    }

    @Test(arguments: 0..<30)
    func `Analyses that are read back say what those say that were kept`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let folder = try ScratchFolder()
        var builder = randomPortfolio(&generator)
        learnMore(&builder, &generator)
        let facts = InMemoryReading(builder)
        let reading = KeptReading(reading: facts, kept: KeptFile("\(folder.path)/kept"))
        func document(_ reading: any FactReading) throws -> [UInt8] {
            try MonthlyReview(reading, policy: Policy(), month: october).json()
        }
        let plain = try document(facts)
        let writing = try document(reading)
        let reread = try document(reading)
        #expect(writing == plain)
        #expect(reread == plain)
        #expect(folder.names() == ["kept"])
    }
}
