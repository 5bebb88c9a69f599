import Formats
import Foundation
import OverrideAudit
import PerformanceTestSupport
import Publishing
import Review
import TestSupport
import Testing

@Suite struct AuditCSVTests {
    private func rows(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    @Test func `Episodes have a row each with the fields of the JSON`() throws {
        let review = try PortfolioBuilder.audited.review()
        let rows = rows(review.episodesCSV())
        let audit = try #require(
            JSONSerialization.jsonObject(with: Data(review.auditJSON())) as? [String: Any])
        let episodes = try #require(audit["episodes"] as? [[String: Any]])
        #expect(rows.count == 1 + episodes.count)
        #expect(Set(rows[0].split(separator: ",").map(String.init)) == Set(episodes[0].keys))
        let row =
            "o10,o10,a10,csm-77,up,2026-03-02,amber,55,green,relationship,60,r10,2026-05-01,"
            + "churned,score_right,true,,1000"
        #expect(rows.contains(row))
        #expect(rows.contains { $0.hasPrefix("o34,") && $0.contains(",pending,,true,") })
    }

    @Test func `Parts of the book have a row for each value and direction`() throws {
        let review = try PortfolioBuilder.audited.review()
        let rows = rows(review.segmentsCSV())
        #expect(rows.count == 1 + review.audit.segments.count)
        #expect(rows[0].hasPrefix("dimension,value,direction,status,adjusted_p,more_needed,"))
        let cells = rows[1].split(separator: ",", omittingEmptySubsequences: false)
        #expect(cells[6] == "12")
        #expect(rows.contains { $0.hasPrefix("segment,SMB,up,") })
        #expect(rows.contains { $0.hasPrefix("reason,relationship,down,") })
    }
}
