import Charting
import PerformanceTestSupport
import Publishing
import TestSupport
import Testing

@Suite struct TeamPageTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// Writes the pages of a review and returns the text of one.
    private func page(_ file: String, of builder: PortfolioBuilder) throws -> String {
        try WriteReview(fonts: try .resolve()).write(
            builder.review(), to: folder.path, formats: [.html])
        return try folder.text(of: file)
    }

    @Test func `A page has the card of its team and of each of its people, and of nobody else`()
        throws
    {
        let page = try page("team-a.html", of: .fourBooks)
        #expect(page.contains("<h1>Team A</h1>"))
        #expect(page.ranges(of: "<article class=\"scorecard\"").count == 3)
        for (anchor, name) in [("team", "The team"), ("csm-1", "Ana"), ("csm-2", "Zoe")] {
            #expect(page.contains("<h3 id=\"\(anchor)-name\">\(name)</h3>"), "\(name)")
        }
        #expect(page.contains("<a href=\"#csm-2\">Zoe</a>"))
        #expect(!page.contains("Émile") && !page.contains(">Bo<"))
    }

    @Test func `People without a team have a page of their own`() throws {
        var builder = PortfolioBuilder.fourBooks
        builder.csm("c9", team: nil, name: "Nora")
        let page = try page("no-team.html", of: builder)
        #expect(page.contains("<h1>CSMs without a team</h1>"))
        #expect(page.contains("<h3 id=\"csm-1-name\">Nora</h3>"))
        #expect(page.ranges(of: "<article class=\"scorecard\"").count == 1)
        #expect(folder.names().filter { $0.hasSuffix(".html") }.count == 4)
        let review = try folder.text(of: "review.html")
        #expect(review.contains("<a href=\"no-team.html\">CSMs without a team</a>, 1 CSM<"))
    }

    @Test func `Where everybody has a team, there is no page of those without`() throws {
        _ = try page("review.html", of: .fourBooks)
        #expect(!folder.names().contains("no-team.html"))
    }

    @Test func `Names are escaped, and the page asks for nothing but the pages beside it`() throws {
        let page = try page("team-b-north-b.html", of: .small)
        #expect(page.contains("<h1>Team &lt;b&gt;North&lt;/b&gt;</h1>"))
        #expect(page.contains("&lt;script&gt;&amp;&quot;x&#39;"))
        for text in ["<b>", "<script", "<i>", "http:", "https:", "//", "<link", "@import", "url("] {
            #expect(!page.contains(text), "\(text)")
        }
        let addresses = page.split(separator: "href=\"").dropFirst().map {
            $0.prefix { $0 != "\"" }
        }
        #expect(addresses.allSatisfy { $0.hasPrefix("#") || $0.hasPrefix("review.html") })
        #expect(page.ranges(of: "<table").count == page.ranges(of: "<caption>").count)
    }

    @Test func `Every address on the page of the review leads to a place in a file`() throws {
        let review = try page("review.html", of: .fourBooks)
        let addresses = review.split(separator: "href=\"").dropFirst().map {
            $0.prefix { $0 != "\"" }
        }
        #expect(addresses.contains { $0.hasPrefix("team-") })
        for address in addresses where !address.isEmpty {
            let parts = address.split(separator: "#", omittingEmptySubsequences: false)
            let file = parts[0].isEmpty ? "review.html" : String(parts[0])
            let text = try folder.text(of: file)
            guard parts.count > 1 else { continue }
            #expect(text.contains("id=\"\(parts[1])\""), "\(address)")
        }
    }

    @Test(arguments: [
        ("EMEA North", "team-emea-north.html"), ("Île-de-France", "team-ile-de-france.html"),
        ("../../etc/passwd", "team-etc-passwd.html"), ("A/B\\C\0D", "team-a-b-c-d.html"),
        (String(repeating: "x", count: 300), "team-\(String(repeating: "x", count: 60)).html"),
    ])
    func `The name of a file has the letters and digits of the team`(team: String, file: String) {
        #expect(teamFileNames([team]) == [file])
    }

    @Test func `Names that share their letters, or have none, get a digest and stay apart`() throws
    {
        let teams = ["EMEA", "emea", "E M E A", "北京", "上海", "", "émea", "emea 2"]
        let files = teamFileNames(teams)
        #expect(Set(files).count == teams.count)
        #expect(files[2] == "team-e-m-e-a.html" && files[7] == "team-emea-2.html")
        #expect(files[0].hasPrefix("team-emea--") && files[3].hasPrefix("team---"))
        let allowed = Set("abcdefghijklmnopqrstuvwxyz0123456789-.")
        #expect(files.allSatisfy { $0.allSatisfy(allowed.contains) })
        #expect(teamFileNames(teams.reversed()) == files.reversed())
    }
}
