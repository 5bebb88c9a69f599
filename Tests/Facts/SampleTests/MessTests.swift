import Domain
import Foundation
import Sample
import Testing

struct MessTests {
    private let portfolio = SamplePortfolio(accounts: 40, csms: 4, months: 24, isMessy: true)

    @Test func `Exactly the rows that are announced break a rule`() throws {
        let sample = try WrittenSample(portfolio)
        let expected = try CSVText(sample.url.appending(path: "expected_rejects.csv")).rows
        let rules = try FeedRules(sample)
        for feed in Feed.performance {
            let announced = expected.filter { $0["file"] == "\(feed.rawValue).csv" }
                .compactMap { $0["line"].flatMap(Int.init) }
            #expect(rules.brokenLines(feed, try sample.csv(feed)) == announced.sorted(), "\(feed)")
        }
    }

    @Test func `Every kind of bad row is there`() throws {
        let sample = try WrittenSample(portfolio)
        let expected = try CSVText(sample.url.appending(path: "expected_rejects.csv")).rows
        let kinds = Set(expected.compactMap { $0["reason"] })
        #expect(
            kinds == [
                "account", "amount", "closed", "csm", "date", "duplicate", "encoding", "fields",
                "identifier", "missing", "number", "order", "overlap", "quote", "range", "text",
                "whole", "word",
            ])
        #expect(Set(expected.compactMap { $0["file"] }).count == Feed.performance.count)
    }

    @Test func `Oddities that are legal are there`() throws {
        let contents = try WrittenSample(portfolio).contents()
        #expect(contents["accounts.csv"]?.starts(with: [0xEF, 0xBB, 0xBF]) == true)
        #expect(contents["csms.csv"]?.starts(with: Array("CSM_ID,NAME".utf8)) == true)
        #expect(contents["surveys.csv"]?.starts(with: Array("responded_on,score".utf8)) == true)
        #expect(contents["csms.csv"]?.contains(13) == true)
    }
}
