import Attribution
import Charting
import PerformanceTestSupport
import Publishing
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct FairPageTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        try WriteReview(fonts: try .resolve()).write(
            PortfolioBuilder.fourBooks.review(), to: folder.path, formats: [.html])
    }

    /// The section about luck of a page.
    private func section(of file: String) throws -> Substring {
        let page = try folder.text(of: file)
        let section = try #require(page.split(separator: "id=\"fair\"").last)
        return try #require(section.split(separator: "</section>").first)
    }

    @Test func `Who stands out is named and linked, and the others are counted`() throws {
        let section = try section(of: "review.html")
        #expect(section.contains("<a href=\"team-a.html#csm-2\">Zoe</a>"))
        let tables = section.split(separator: "<table>").dropFirst()
        #expect(tables.count == 3)
        for (table, (way, name)) in zip(tables, [("above", "Ana"), ("below", "Zoe")]) {
            #expect(table.contains("CSMs \(way) their expected range, by name (luck alone puts"))
            #expect(table.ranges(of: "<th scope=\"row\">").count == 1)
            #expect(table.contains(">\(name)</a>"))
        }
        #expect(!section.contains("Émile") && !section.contains("Bo<"))
        #expect(section.contains("1 CSM is within the expected range."))
        #expect(section.contains("For 1 CSM it is too early to tell: fewer than 10"))
        #expect(
            section.contains("above expected range") && section.contains("below expected range"))
        #expect(section.contains("<a href=\"team-b.html\">B</a>"))
        #expect(section.contains("by luck alone it would be"))
    }

    @Test(arguments: [("team-a.html", ["Ana", "Zoe"]), ("team-b.html", ["Bo", "Émile"])])
    func `A team's page has each of its CSMs, by name, and nobody is ranked by luck`(
        file: String, names: [String]
    ) throws {
        let section = try section(of: file)
        let places = names.map { section.firstRange(of: ">\($0)</a></th>")?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
        #expect(section.ranges(of: "<th scope=\"row\">").count == names.count)
        #expect(section.contains("within expected range") == (file == "team-b.html"))
        #expect(section.contains("too early to tell") == (file == "team-b.html"))
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
        #expect(zoe.hasSuffix(",unlikely_chance,,"))
        #expect(rows.contains { $0.hasPrefix("2026-10,csm,c0,Zoe,bridge_rest,-0.") })
        let ranks = rows.filter { $0.contains(",fair_rank,") }.map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        // A rank, or why there is none.
        #expect(ranks.allSatisfy { $0[5].isEmpty != $0[15].isEmpty })
        #expect(ranks.contains { $0[15] == "too_few" })
        let few = "2026-10,csm,c3,Bo,fair_ratio,,,,5,\(try expectedOfBo),,,,,,too_few,,,"
        #expect(rows.contains { $0 == few })
    }

    /// Six accounts like all others, of which 45 of 60 renewed.
    private var expectedOfBo: String {
        get throws {
            let expected = try PortfolioBuilder.fourBooks.review().fair.figures(of: .csm(3))?
                .expected?.expected
            return (expected ?? 0).description
        }
    }
}
