import Statistics
import Ledger
import Calendar
import Domain
import LedgerTestSupport
import Publishing
import Review
import TestSupport
import Testing

struct KnownAtReviewTests {
    @Test(arguments: 0..<12)
    func `review.json of any earlier moment is, byte for byte, what the ledger gave right then`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: 1000 + seed)
        let folder = try LedgerFolder(accounts: 4)
        var imports = try RandomImports(folder)
        func review(_ reading: any FactReading) throws -> [UInt8] {
            try MonthlyReview(reading, policy: Policy(), month: "2025-02").json()
        }
        var published: [(time: Instant, bytes: [UInt8])] = []
        for _ in 0..<30 {
            try imports.takeOne(into: folder, &random)
            published.append((folder.time, try review(folder.ledger.reading())))
        }
        #expect(Set(published.map(\.bytes)).count > 20, "imports change reviews")
        for (time, bytes) in published {
            let again = try review(folder.ledger.reading(knownAt: time))
            #expect(again == bytes, "as known at \(time)")
        }
    }
}
