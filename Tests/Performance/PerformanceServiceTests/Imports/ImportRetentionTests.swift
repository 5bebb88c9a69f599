import PerformanceService
import Testing

@Suite struct ImportRetentionTests {
    private let day = 86_400

    private func finished(_ days: [Int], rejects: [Int] = []) -> [ImportRetention.Finished] {
        days.enumerated().map { place, age in
            .init(
                time: 1000 * day - age * day,
                rejectsSize: place < rejects.count ? rejects[place] : 0)
        }
    }

    @Test func `Imports are remembered for thirty days after their end`() {
        let imports = finished([31, 30, 1])
        let excess = ImportRetention().excess(imports, at: 1000 * day)
        #expect(excess.whole == [0] && excess.rejects.isEmpty)
        #expect(ImportRetention().excess(imports, at: 1000 * day + 1).whole == [0, 1])
        // The order is that of asking; one that took long may have ended after a later one.
        #expect(ImportRetention().excess(finished([1, 31]), at: 1000 * day).whole == [1])
    }

    @Test func `Of too many imports the oldest are forgotten`() {
        var retention = ImportRetention()
        retention.records = 2
        #expect(retention.excess(finished([4, 3, 2, 1]), at: 1000 * day).whole == [0, 1])
        #expect(retention.excess(finished([2, 1]), at: 1000 * day).whole.isEmpty)
        #expect(retention.excess([], at: 1000 * day).whole.isEmpty)
    }

    @Test func `Of too large lists of rejected rows the oldest go, and their imports stay`() {
        var retention = ImportRetention()
        retention.rejectsBytes = 100
        func gone(_ sizes: [Int]) -> [Int] {
            let ages = Array(sizes.indices.reversed())
            let excess = retention.excess(finished(ages, rejects: sizes), at: 1000 * day)
            #expect(excess.whole.isEmpty)
            return excess.rejects
        }
        #expect(gone([50, 0, 50]).isEmpty)
        #expect(gone([50, 0, 51]) == [0])
        #expect(gone([10, 60, 0, 50, 40]) == [0, 1])
        // Whoever sent the last file gets to read what was wrong with it.
        #expect(gone([10, 500]) == [0])
    }

    @Test func `Lists of forgotten imports do not count`() {
        var retention = ImportRetention()
        retention.rejectsBytes = 100
        let excess = retention.excess(finished([40, 1, 0], rejects: [90, 50, 50]), at: 1000 * day)
        #expect(excess.whole == [0] && excess.rejects.isEmpty)
    }
}
