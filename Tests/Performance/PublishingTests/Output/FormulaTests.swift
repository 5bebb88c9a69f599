import Domain
import Formats
import PerformanceTestSupport
import Publishing
import Review
import TestSupport
import Testing

/// No cell of a table starts a formula that came from the data.
@Suite struct FormulaTests {
    private static let starts = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    @Test(arguments: starts)
    func `No cell of a CSV file begins like a formula`(start: String) throws {
        var builder = PortfolioBuilder.clean
        let evil = start + "HYPERLINK(\"http://x\",1)"
        for index in builder.facts.csms.indices {
            builder.facts.csms[index].name = evil
            builder.facts.csms[index].teams = [TeamTerm(since: nil, team: evil + "\(index % 2)")]
        }
        for index in builder.facts.accounts.indices {
            builder.facts.accounts[index].name = evil
            builder.facts.accounts[index].segment = evil
            builder.facts.accounts[index].industry = evil
        }
        for index in builder.facts.renewals.indices { builder.facts.renewals[index].reason = evil }
        for index in builder.facts.overrides.indices {
            builder.facts.overrides[index].reason = evil
        }
        let review = try builder.review()
        let tables = [
            review.scorecardsCSV(), review.trendsCSV(), review.walkCSV(), review.periodsCSV(),
            review.churnReasonsCSV(), review.episodesCSV(), review.segmentsCSV(),
        ]
        for table in tables {
            for (name, cell) in csvRows(table).flatMap({ Array($0) }) where Double(cell) == nil {
                #expect(!Self.starts.contains { cell.hasPrefix($0) }, "\(name): \(cell)")
            }
        }
        #expect(
            String(decoding: review.scorecardsCSV(), as: UTF8.self).contains("'" + start),
            "\(start)")
    }

    @Test func `The search for formulas finds one`() {
        let rows = csvRows(Array("a,b\r\n1,=2\r\n".utf8))
        #expect(rows.contains { $0.values.contains { $0.hasPrefix("=") } })
    }
}
