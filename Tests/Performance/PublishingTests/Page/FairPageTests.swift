import Charting
import Domain
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct FairPageTests {
    /// Zoe loses most of twenty, Ana and Émile next to none, Bo has six.
    private var facts: Portfolio {
        var facts = Portfolio()
        let books = [("Zoe", 20, 8), ("Ana", 20, 19), ("Émile", 20, 18), ("Bo", 6, 5)]
        for (csm, (name, settled, renewed)) in books.enumerated() {
            facts.csms.append(CSM(id: CSMID("c\(csm)"), name: name, team: csm < 2 ? "A" : "B"))
            for index in 0..<settled {
                let account = facts.accounts.count
                facts.accounts.append(
                    Account(id: AccountID("a\(100 + account)"), segment: "SMB"))
                facts.assignments.append(
                    Assignment(account: account, csm: csm, start: "2024-01-01"))
                facts.renewals.append(
                    Renewal(
                        id: "r\(account)", account: account, due: "2026-03-15",
                        outcome: index < renewed ? .renewed : .churned, arrBefore: 100,
                        arrAfter: index < renewed ? 100 : 0))
            }
        }
        return facts
    }

    private func page() throws -> String {
        String(
            decoding: try review(of: facts).html(charts: [], pictures: []), as: UTF8.self)
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

    @Test func `Who stands out for the first time is told what mostly follows`() throws {
        let review = try review(of: facts)
        let zoe = review.fairSentences(of: .csm(0))
        #expect(zoe.contains { $0.contains("regression to the mean") })
        #expect(zoe.first?.contains("8 of 20 renewed") == true)
        #expect(zoe.last?.hasPrefix("From the company’s 75.8 % to 40.0 %: accounts 0.0") == true)
        let emile = review.fairSentences(of: .csm(2))
        #expect(!emile.contains { $0.contains("regression") })
        #expect(emile.first?.hasPrefix("In line with an average book: 18 of 20") == true)
        #expect(
            review.fairSentences(of: .csm(3))
                == ["Too few to say how the book compares with an average one."])
        #expect(review.fairSentences(of: .company) == [])
        let endGame = review.fair.figures(of: .csm(0))?.endGameSentence
        #expect(endGame?.hasPrefix("End-game version, never the headline: 15.2 expected") == true)
        #expect(review.fair.figures(of: .csm(3))?.endGameSentence == nil)
    }

    @Test func `Charts say what the numbers say and name only who stands out`() throws {
        let review = try review(of: facts)
        let funnel = ReviewChart.funnel.described(review)
        let out = review.fair.csms?.outside ?? 0
        #expect(funnel.chart.text.title.hasPrefix("\(out) of 3 books stand"))
        #expect(funnel.altText.contains("Zoe") && !funnel.altText.contains("Émile"))
        let drawn = try #require(funnel.chart as? FunnelChart)
        #expect(drawn.dots.count { !$0.words.isEmpty } == out)
        #expect(drawn.dots.allSatisfy { $0.isEmphasised == !$0.words.isEmpty })

        let expectation = ReviewChart.expectation.described(review)
        #expect(expectation.chart.text.title.hasPrefix("\(3 - out) of 3 CSMs"))
        let rows = try #require(expectation.chart as? DotRangeChart).rows
        #expect(rows.map(\.label) == ["Ana", "Bo", "Émile", "Zoe"])
        #expect(rows[1].value == nil && rows[1].remark == "too few to say")
    }

    @Test func `A bridge leads from the company to one book`() throws {
        let review = try review(of: facts)
        let bridge = try #require(review.bridgeChart(of: .csm(0)))
        #expect(bridge.chart.text.title.hasPrefix("Zoe: 40 % against the company’s 76 %, "))
        let chart = try #require(bridge.chart as? BridgeChart)
        let end = chart.steps.reduce(chart.start.value) { $0 + $1.change }
        #expect(abs(end - chart.end.value) < 1e-12)
        #expect(try #require(review.bridgeChart(of: .team("A"))).altText.hasPrefix("Team A: "))
        #expect(review.bridgeChart(of: .csm(3)) == nil)
        #expect(review.bridgeChart(of: .company) == nil)
        let fonts = try Fonts.resolve()
        let png = try renderPNG(bridge.chart, size: .reference, theme: .dark, fonts: fonts)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }

    @Test func `The table of numbers has the range of luck and the band`() throws {
        let rows = String(decoding: try review(of: facts).scorecardsCSV(), as: UTF8.self)
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
            let expected = try review(of: facts).fair.figures(of: .csm(3))?.expected.expected
            return (expected ?? 0).description
        }
    }
}
