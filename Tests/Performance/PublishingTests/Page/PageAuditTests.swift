import Domain
import OverrideAudit
import PerformanceTestSupport
import Publishing
import Review
import TestSupport
import Testing

@Suite struct PageAuditTests {
    /// The page's section alone.
    private func section(_ review: MonthlyReview) throws -> String {
        let page = String(decoding: try review.html(charts: [], pictures: []), as: UTF8.self)
        let start = try #require(page.firstRange(of: "<section aria-labelledby=\"overrides\">"))
        let rest = page[start.lowerBound...]
        let end = try #require(rest.firstRange(of: "</section>"))
        return String(rest[..<end.lowerBound])
    }

    @Test func `Both directions stand with their sentence and figures`() throws {
        let review = try PortfolioBuilder.audited.review()
        let section = try section(review)
        for figures in review.audit.directions {
            #expect(section.contains("In 12 episodes CSMs overrode an account"))
            #expect(section.contains(figures.sentence), "\(figures.sentence)")
        }
        for (step, count) in [
            ("Overrides logged so far", 27), ("that the next renewal can judge", 26),
            ("as episodes", 26), ("with an outcome", 24), ("that count", 24),
        ] {
            let row = try #require(section.firstRange(of: ">\(step)<"))
            let cells = section[row.upperBound...].prefix(160)
            #expect(cells.contains("<td>\(count)</td>"), "\(step): \(cells)")
        }
        #expect(section.contains("not: 1 came too late"))
    }

    @Test func `Nobody is named, nothing is said to be saved, no warning to be wrong`() throws {
        let section = try section(try PortfolioBuilder.audited.review())
        for word in ["Zelda", "Ada Moss", "csm-77", "saved", "wrong", "CFO"] {
            #expect(!section.contains(word), "\(word)")
        }
    }

    @Test func `What nobody can tell is a dash with the reason`() throws {
        let section = try section(try PortfolioBuilder.audited.review())
        let unknown = "<td class=\"unknown\"><span class=\"figure\">–</span><span class=\"note\">"
        #expect(section.contains(unknown))
        #expect(section.contains("too early to tell"))
        let nothing = try self.section(try PortfolioBuilder().review())
        #expect(nothing.contains(unknown + "too few: 0, and it takes 10"))
        #expect(nothing.contains("No override was logged by then"))
    }

    @Test func `The latest twenty known outcomes are listed, none that is open`() throws {
        let section = try section(try PortfolioBuilder.audited.review())
        #expect(section.contains("The latest 20 of 24 that count"))
        #expect(section.ranges(of: "<td>60 days</td>").count == 20)
        for words in [
            "renewed, as the CSM said", "churned, as the CSM said",
            "renewed, with a session held meanwhile", "renewed, without a session meanwhile",
        ] {
            #expect(section.contains("<td>\(words)</td>"), "\(words)")
        }
        #expect(!section.contains("Customer 34"))
    }

    @Test func `Tables have captions and scopes, and what scrolls can be reached`() throws {
        let section = try section(try PortfolioBuilder.audited.review())
        #expect(section.ranges(of: "<table").count == section.ranges(of: "<caption>").count)
        #expect(section.ranges(of: "<th ").count == section.ranges(of: "<th scope=").count)
        #expect(
            section.ranges(of: "class=\"wide\"").count
                == section.ranges(of: "class=\"wide\" tabindex=\"0\" role=\"group\"").count)
    }
}
