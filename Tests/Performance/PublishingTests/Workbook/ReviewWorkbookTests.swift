import Attribution
import Calendar
import Domain
import Formats
import Office
import PerformanceTestSupport
import Publishing
import Review
import Sample
import Scorecards
import TestSupport
import Testing

@Suite struct ReviewWorkbookTests {
    private static let sample = Result {
        try MonthlyReview(
            SampleReading(SamplePortfolio(accounts: 150, csms: 8, months: 30, seed: 3)),
            policy: Policy(), month: october)
    }

    private func sheets(_ reader: ReviewWorkbook.Reader) throws -> [Sheet] {
        ReviewWorkbook(try Self.sample.get(), for: reader).sheets
    }

    private func texts(_ sheets: [Sheet]) -> [String] {
        sheets.flatMap(\.rows).flatMap(\.self).compactMap { cell in
            if case .text(let text) = cell { text } else { nil }
        }
    }

    @Test func `A VP takes every table along`() throws {
        #expect(
            try sheets(.everybody).map(\.name) == [
                "Company", "Teams", "CSMs", "Quarters and years", "ARR walk", "Churn reasons",
                "Trends", "Trends in points", "Override episodes", "Segments", "Data quality",
                "Feeds", "About",
            ])
    }

    @Test func `Rows fit their columns, and figures have their definitions`() throws {
        for sheet in try sheets(.everybody) {
            #expect(!sheet.rows.isEmpty, "\(sheet.name)")
            #expect(sheet.rows.allSatisfy { $0.count == sheet.columns.count }, "\(sheet.name)")
            #expect(Set(sheet.columns.map(\.title)).count == sheet.columns.count)
        }
        let company = try #require(try sheets(.everybody).first)
        for metric in RateMetric.allCases {
            let column = try #require(company.columns.first { $0.title == metric.title })
            #expect(column.note == metric.meaning.withCapitalInitial + ".")
            #expect(column.format == CellFormat(metric.format))
        }
    }

    @Test func `Numbers are those of the review, and where there is none the reason is beside it`()
        throws
    {
        let review = try Self.sample.get()
        let sheet = try #require(try sheets(.everybody).first { $0.name == "CSMs" })
        func column(_ title: String) throws -> Int {
            try #require(sheet.columns.firstIndex { $0.title == title }, "\(title)")
        }
        let cards = review.cardsByName
        #expect(cards.count == sheet.rows.count)
        for metric in RateMetric.allCases {
            let place = try column(metric.title)
            let why = sheet.columns.firstIndex { $0.title == "\(metric.title): why none" }
            for (row, (_, card)) in zip(sheet.rows, cards) {
                let estimate = card.metrics[keyPath: metric.path].estimate
                #expect(row[place] == (estimate.value.map(Cell.number) ?? .empty))
                if estimate.value == nil {
                    let why = try #require(why)
                    #expect(row[why] != .empty)
                }
            }
        }
    }

    @Test func `A manager takes one team along, and neither the company nor another team`() throws {
        let review = try Self.sample.get()
        let portfolio = review.attributed.portfolio
        let own = try #require(portfolio.csms.first?.team(on: review.frame.asOf))
        let sheets = try sheets(.team(own))
        #expect(sheets.map(\.name).first == "Teams")
        #expect(!sheets.contains { ["Company", "ARR walk", "Segments"].contains($0.name) })
        let found = texts(sheets)
        for csm in portfolio.csms {
            let isOwn = csm.team(on: review.frame.asOf) == own
            #expect(found.contains(csm.name) == isOwn, "\(csm.name)")
            if !isOwn { #expect(!found.contains(csm.id.text)) }
        }
        let others = Set(portfolio.csms.compactMap { $0.team(on: review.frame.asOf) })
            .subtracting([own])
        #expect(!others.isEmpty)
        for other in others { #expect(!found.contains { $0.contains(other) }) }
    }

    @Test func `A CSM takes their own card and episodes along`() throws {
        let review = try Self.sample.get()
        let portfolio = review.attributed.portfolio
        for csm in portfolio.csms.prefix(3) {
            let sheets = try sheets(.csm(csm.id))
            #expect(
                sheets.map(\.name).filter { !["CSMs", "Override episodes", "About"].contains($0) }
                    == [])
            let found = texts(sheets)
            for other in portfolio.csms where other.id != csm.id {
                #expect(!found.contains(other.name))
                #expect(!found.contains(other.id.text))
            }
        }
    }

    @Test func `What looks like a formula stays text, byte for byte`() throws {
        var builder = PortfolioBuilder.small
        builder.facts.csms[0].name = "=1+1"
        builder.facts.csms[0].teams = [TeamTerm(since: nil, team: "@SUM(A1)")]
        let workbook = ReviewWorkbook(try builder.review(), for: .everybody)
        let found = texts(workbook.sheets)
        #expect(found.contains("=1+1"))
        #expect(found.contains("@SUM(A1)"))
        let bytes = try workbook.xlsx()
        #expect(bytes.starts(with: [0x50, 0x4b, 3, 4]))
        #expect(try bytes == workbook.xlsx())
    }
}
