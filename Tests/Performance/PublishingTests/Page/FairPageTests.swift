import Attribution
import PerformanceTestSupport
import Publishing
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct FairPageTests {
    private func page() throws -> String {
        String(
            decoding: try PortfolioBuilder.fourBooks.review().html(charts: [], pictures: []),
            as: UTF8.self)
    }

    @Test func `Every book has its words, by name, and nobody is ranked by luck`() throws {
        let page = try page()
        let section = try #require(page.split(separator: "id=\"fair\"").last)
        let table = section.prefix { _ in true }.split(separator: "</table>")[0]
        let places = ["Ana", "Bo", "Émile", "Zoe"].map { name in
            table.firstRange(of: "<th scope=\"row\">\(name)</th>")?.lowerBound
        }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
        #expect(table.contains("in line with an average book"))
        #expect(table.contains("unlikely to be chance") || table.contains("worth a conversation"))
        #expect(table.contains("too few to say"))
        #expect(table.contains("End-game version"))
        #expect(page.contains("by luck alone it would be"))
        for word in ["bad", "worst", "poor", "underperform", "fail"] {
            #expect(!section.lowercased().contains(word), "\(word)")
        }
    }

    @Test func `The table of numbers has the range of luck and the band`() throws {
        let rows = String(
            decoding: try PortfolioBuilder.fourBooks.review().scorecardsCSV(), as: UTF8.self
        )
        .split(separator: "\r\n")
        let zoe = try #require(rows.first { $0.contains("csm,c0,Zoe,fair_expected,") })
        #expect(zoe.split(separator: ",").last.map { $0 == "in_line" } == false)
        #expect(rows.contains { $0.hasPrefix("2026-10,csm,c0,Zoe,bridge_rest,-0.") })
        let ranks = rows.filter { $0.contains(",fair_rank,") }.map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        // A rank, or why there is none.
        #expect(ranks.allSatisfy { $0[5].isEmpty != $0[15].isEmpty })
        #expect(ranks.contains { $0[15] == "too_few" })
        let few = "2026-10,csm,c3,Bo,fair_ratio,,,,5,\(try expectedOfBo),,,,,,too_few,"
        #expect(rows.contains { $0 == few })
    }

    /// Six accounts like all others, of which 50 of 66 renewed.
    private var expectedOfBo: String {
        get throws {
            let expected = try PortfolioBuilder.fourBooks.review().fair.figures(of: .csm(3))?
                .expected.expected
            return (expected ?? 0).description
        }
    }
}
