import Charting
import Formats
import Foundation
import PerformanceTestSupport
import Publishing
import ReviewCharts
import TestSupport
import Testing

@Suite struct WriteReviewTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test func `Page and charts are written whole, and nothing else is left behind`() throws {
        let writer = WriteReview(fonts: try .resolve())
        try writer.write(
            PortfolioBuilder.small.review(), to: folder.path + "/deep/er", formats: [.html, .png])
        #expect(
            folder.names(in: "deep/er") == ["charts", "review.html", "team-b-north-b.html"])
        #expect(
            folder.names(in: "deep/er/charts")
                == (ReviewChart.allCases.map(\.fileName) + ["charts.json"]).sorted())
    }

    @Test func `Charts are written as SVG on request, in the theme that is asked for`() throws {
        let writer = WriteReview(fonts: try .resolve(), theme: .dark)
        try writer.write(PortfolioBuilder.small.review(), to: folder.path, formats: [.svg])
        let names = ReviewChart.allCases.map { $0.fileName(as: .svg) } + ["charts.json"]
        #expect(folder.names(in: "charts") == names.sorted())
        let svg = try String(contentsOfFile: folder.path + "/charts/nps.svg", encoding: .utf8)
        #expect(svg.contains("fill=\"#12152B\""))
        #expect(!ReviewFormat.standard.contains(.svg))
    }

    @Test func `A folder that cannot be made is named in the error`() throws {
        let writer = WriteReview(fonts: try .resolve())
        #expect {
            try writer.write(PortfolioBuilder().review(), to: "/dev/null/review")
        } throws: { error in
            "\(error)".hasPrefix("cannot make the folder /dev/null/review: not a directory")
        }
    }

    @Test func `A file that cannot be written is named in the error`() throws {
        let writer = WriteReview(fonts: try .resolve())
        let page = folder.path + "/review.html"
        try makeFolder(page)
        #expect {
            try writer.write(PortfolioBuilder().review(), to: folder.path, formats: [.html])
        } throws: { error in
            "\(error)".hasPrefix("cannot write \(page): is a directory")
        }
        #expect(folder.names() == ["review.html"])
    }
}
