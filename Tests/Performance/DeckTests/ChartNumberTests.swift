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
import TestSupport
import Testing

/// The numbers of charts that can be edited are those of `review.json`, to the last bit.
@Suite struct ChartNumberTests {
    private static let sample = Result { try PortfolioBuilder.everyChart.review() }

    private struct Document {
        let root: [String: Any]
        let slides: [Slide]

        init() throws {
            let review = try ChartNumberTests.sample.get()
            root = try #require(
                try JSONDecoder().decode(Value.self, from: Data(review.json())).plain
                    as? [String: Any])
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

extension PortfolioBuilder {
    /// Four CSMs with renewals, revenue, answers and scores, so that every chart has numbers.
    fileprivate static var everyChart: PortfolioBuilder {
        var builder = PortfolioBuilder()
        for index in 0..<4 {
            builder.csm("c\(index)", team: "North", name: "Person \(index)")
        }
        builder.target(.company, "logo_renewal_rate", 0.87)
        builder.target(.company, "nps", 23)
        for index in 0..<240 {
            let account = builder.account(
                "a\(1000 + index)", since: "2023-01-01", segment: index % 3 == 0 ? "SMB" : "Large")
            builder.assign(account, to: index % 4, from: "2023-01-01")
            let month = index % 12
            let before = 1000.0 + Double(index * 37 % 711) / 7
            for (year, offset) in [(2024, 1), (2025, 2), (2026, 3)] {
                let due = Month(year: year, month: month + 1).firstDay + 9
                guard due < "2026-11-01" else { continue }
                let isLost = (index * 7 + offset * 3) % 11 == 0
                builder.renewal(
                    account, due: due, before: before,
                    after: isLost ? 0 : before * (1 + Double(index % 5) / 30))
                if isLost { break }
            }
            builder.arr(account, "2025-01-01", before)
            builder.arr(account, "2026-02-01", before * (1 + Double(index % 7 - 3) / 9))
            if index % 13 == 0 { builder.arr(account, "2026-05-01", 0) }
            for month in 0..<24 where (index + month) % 3 == 0 {
                builder.answer(
                    account, .nps, (index * 3 + month) % 11,
                    on: (Month(year: 2024, month: 11) + month).firstDay + 3, by: "p\(index)")
            }
            for month in 0..<24 {
                let last = (Month(year: 2024, month: 11) + month).lastDay
                builder.score(account, last, Double((index * 17 + month * 5) % 101))
            }
        }
        return builder
    }
}

/// A value of JSON. Foundation's older reader rounds numbers.
private enum Value: Decodable {
    case null, flag(Bool), number(Double), text(String), list([Value]), object([String: Value])

    init(from decoder: any Decoder) throws {
        let one = try decoder.singleValueContainer()
        if one.decodeNil() {
            self = .null
        } else if let flag = try? one.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? one.decode(Double.self) {
            self = .number(number)
        } else if let text = try? one.decode(String.self) {
            self = .text(text)
        } else if let list = try? one.decode([Value].self) {
            self = .list(list)
        } else {
            self = .object(try one.decode([String: Value].self))
        }
    }

    var plain: Any? {
        switch self {
        case .null: nil
        case .flag(let flag): flag
        case .number(let number): number
        case .text(let text): text
        case .list(let list): list.map { $0.plain as Any }
        case .object(let members): members.compactMapValues(\.plain)
        }
    }
}
