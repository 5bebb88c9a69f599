import Domain
import Foundation
import PerformanceService
import Testing

@Suite struct ImportOrderTests {
    private func order(_ json: String) throws -> ImportOrder {
        try JSONDecoder().decode(ImportOrder.self, from: Data(json.utf8))
    }

    @Test func `A record of an earlier version is read`() throws {
        let old = try order(
            "{\"feed\": \"arr\", \"mapping\": \"vitally\", \"isStrict\": true, \"isRehearsal\": false}"
        )
        #expect(old.feed == .arr && old.mapping == "vitally" && old.isStrict)
        #expect(old.reading.isEmpty && !old.allowsManyWithdrawals && old.mappingText == nil)
    }

    @Test func `What was written is read`() throws {
        var order = ImportOrder(feed: .renewals)
        order.reading = ["dates": "dmy", "numbers": "1.234,56"]
        order.allowsManyWithdrawals = true
        order.mappingText = "feeds: {}\n"
        let data = try JSONEncoder().encode(order)
        #expect(try JSONDecoder().decode(ImportOrder.self, from: data) == order)
    }
}
