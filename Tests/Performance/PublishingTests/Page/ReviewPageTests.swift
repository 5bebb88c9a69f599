import PerformanceTestSupport
import Publishing
import Review
import ReviewCharts
import TestSupport
import Testing

@Suite struct ReviewPageTests {
    private let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D]

    private func page(_ review: MonthlyReview) throws -> String {
        let charts = ReviewChart.allCases.filter(\.isOnPage).map { $0.described(review) }
        let page = try review.html(charts: charts, pictures: charts.map { _ in picture })
        return String(decoding: page, as: UTF8.self)
    }

    @Test func `Names are escaped wherever they stand`() throws {
        let page = try page(PortfolioBuilder.small.review())
        #expect(page.contains("&lt;script&gt;&amp;&quot;x&#39;"))
        #expect(!page.contains("<script"))
        #expect(!page.contains("<b>North"))
        #expect(!page.contains("<i>Acme"))
    }

    @Test func `The page asks for nothing outside itself`() throws {
        let page = try page(PortfolioBuilder.small.review())
        for reference in ["http:", "https:", "//", "<link", "<script", "@import", "url("] {
            #expect(!page.contains(reference), "\(reference)")
        }
        let sources = page.split(separator: "src=\"").dropFirst()
        #expect(sources.allSatisfy { $0.hasPrefix("data:image/png;base64,iVBORw0=\"") })
    }

    @Test func `Every picture has its size and words for who does not see it`() throws {
        let images = try page(PortfolioBuilder.small.review()).split(separator: "<img ").dropFirst()
        #expect(images.count == ReviewChart.allCases.count { $0.isOnPage })
        for image in images {
            let tag = image.prefix { $0 != ">" }
            #expect(tag.contains("width=\"1920\" height=\"1080\""))
            #expect(tag.contains("alt=\"") && !tag.contains("alt=\"\""))
        }
    }

    @Test func `The page has one main heading, and captions and scopes in tables`() throws {
        let page = try page(PortfolioBuilder.small.review())
        #expect(page.ranges(of: "<h1").count == 1)
        #expect(page.contains("<html lang=\"en\">"))
        #expect(page.contains("class=\"skip\" href=\"#main\""))
        #expect(page.ranges(of: "<table").count == page.ranges(of: "<caption>").count)
        #expect(page.ranges(of: "<th ").count == page.ranges(of: "<th scope=").count)
    }

    @Test func `Numbers stand with their range, and with with the reason where there are none`()
        throws
    {
        let page = try page(PortfolioBuilder.small.review())
        #expect(page.contains("75.0\u{a0}%"))
        #expect(page.contains("likely between 53 and 89\u{a0}%"))
        #expect(page.contains("too early to tell"))
        #expect(page.contains("too few: 0, and it takes 10"))
    }

    @Test func `A page of nothing says what to import next`() throws {
        let page = try page(PortfolioBuilder().review())
        #expect(page.contains("What to import next"))
        #expect(page.contains("parallax import"))
        #expect(page.contains("<dt>renewals</dt>"))
        #expect(!page.contains("id=\"csms\""))
    }

    @Test func `The page hardly grows with the number of CSMs`() throws {
        func size(csms count: Int) throws -> Int {
            var builder = PortfolioBuilder()
            for index in 0..<count {
                let csm = builder.csm("c\(1000 + index)", team: "A", name: "Ana \(1000 + index)")
                let account = builder.account("a\(1000 + index)")
                builder.assign(account, to: csm, from: "2024-01-01")
                builder.renewal(account, due: "2026-03-15", after: index % 10 > 0 ? 100 : 0)
            }
            return try page(builder.review()).utf8.count
        }
        // The hundreds of the counts, and nothing for each CSM.
        #expect(abs(try size(csms: 400) - size(csms: 40)) < 360)
    }

    @Test func `The same review gives the same bytes`() throws {
        #expect(try page(PortfolioBuilder.small.review()) == page(PortfolioBuilder.small.review()))
    }
}
