import Calendar
import Charting
import Deck
import Domain
import Foundation
import Office
import PerformanceTestSupport
import Publishing
import Review
import ReviewCharts
import Sample
import TestSupport
import Testing

/// The numbers of charts that can be edited are those of `review.json`, to the last bit.
@Suite struct ChartNumberTests {
    private static let sample = Result {
        try MonthlyReview(
            SampleReading(SamplePortfolio(accounts: 300, csms: 8, months: 30, seed: 3)),
            policy: Policy(), month: october)
    }

    private struct Document {
        let root: [String: Any]
        let slides: [Slide]

        init() throws {
            let review = try ChartNumberTests.sample.get()
            root = try #require(
                try JSONSerialization.jsonObject(with: Data(review.json())) as? [String: Any])
            slides = try review.slides(for: .vp)
        }

        func trend(_ metric: String) throws -> [String: Any] {
            let trends = try #require(root["trends"] as? [[String: Any]])
            return try #require(
                trends.first {
                    $0["metric"] as? String == metric && $0["scope"] as? String == "company"
                })
        }

        func plot(_ start: String) throws -> NativeChart.Plot {
            let slide = try #require(slides.first { $0.subtitle?.hasPrefix(start) == true })
            for case .chart(let chart) in slide.content { return chart.plot }
            throw BrokenPackage(reason: "\(start) is no chart")
        }
    }

    private func values(_ points: Any?, _ name: String) throws -> [Double?] {
        try #require(points as? [[String: Any]]).map { $0[name] as? Double }
    }

    @Test(arguments: [
        ("logo_renewal_rate", "Contracts renewed by"), ("nps", "Net promoter score by"),
    ])
    func `A control chart has the trend's values, limits, averages and target`(
        metric: String, start: String
    ) throws {
        let document = try Document()
        let trend = try document.trend(metric)
        guard case .categories(let plot) = try document.plot(start) else {
            Issue.record("it is another kind of chart")
            return
        }
        #expect(plot.lines.last?.values == (try values(trend["points"], "value")))
        if let band = plot.bands.first {
            #expect(band.lower == (try values(trend["points"], "lower")))
            #expect(band.upper == (try values(trend["points"], "upper")))
        }
        let means = try values(trend["segments"], "mean").compactMap(\.self)
        let lines = plot.lines.filter { $0.name.hasPrefix("average") }
        #expect(lines.map { $0.values.compactMap(\.self).first } == means)
        let company = try #require(document.root["company"] as? [String: Any])
        let metrics = try #require(company["metrics"] as? [String: Any])
        let target = (metrics[metric] as? [String: Any])?["target"] as? Double
        #expect(plot.lines.first { $0.name == "target" }?.values.first ?? nil == target)
    }

    @Test func `Lines, tiers and the walk have the review's numbers`() throws {
        let document = try Document()
        guard case .categories(let lines) = try document.plot("Revenue after renewal"),
            case .categories(let tiers) = try document.plot("Accounts by tier"),
            case .waterfall(let walk) = try document.plot("Annual recurring revenue and what")
        else {
            Issue.record("they are other kinds of charts")
            return
        }
        for (name, metric) in [("net", "net_renewal_rate"), ("gross", "gross_renewal_rate")] {
            let points = try document.trend(metric)["points"] as? [[String: Any]] ?? []
            let known = points.map {
                $0["label"] as? String == "provisional" ? nil : $0["value"] as? Double
            }
            #expect(lines.lines.first { $0.name == name }?.values == known)
        }
        for tier in ["red", "amber", "green"] {
            let points = try document.trend("share_\(tier)")["points"]
            #expect(
                tiers.columns.first { $0.name == tier }?.values == (try values(points, "value")))
        }
        let json = try #require(document.root["walk"] as? [String: Any])
        let company = try #require(json["company"] as? [String: Any])
        let window = try #require(company["window"] as? [String: Any])
        func number(_ name: String) -> Double { window[name] as? Double ?? .nan }
        let expected: [WaterfallPlot.Step.Value] = [
            .total(number("opening")), .change(number("new")), .change(number("returned")),
            .change(number("expansion")), .change(-number("contraction")),
            .change(-number("churn")), .total(number("closing")),
        ]
        #expect(walk.steps.map(\.value) == expected)
    }

    @Test func `Dots beside their expected range are observed less expected`() throws {
        let document = try Document()
        guard case .rows(let plot) = try document.plot("Renewals beside what an average") else {
            Issue.record("it is another kind of chart")
            return
        }
        let cards = try #require(document.root["scorecards"] as? [[String: Any]])
        var compared = 0
        for row in plot.rows {
            let card = try #require(cards.first { $0["name"] as? String == row.name })
            let fair = try #require(card["fair"] as? [String: Any])
            let expected = try #require(fair["expected"] as? Double)
            let observed = try #require(fair["observed"] as? Double)
            let range = try #require(fair["range"] as? [Double])
            #expect(row.value == observed - expected)
            #expect(row.bar == (range[0] - expected)...(range[1] - expected))
            compared += 1
        }
        #expect(compared > 3)
    }
}
