import Domain
import Foundation
import Sample
import TestSupport
import Testing

struct ShippedSampleTests {
    private let folder = URL(filePath: repositoryPath).appending(path: "Data/sample")

    @Test func `The portfolio in Data/sample is what its README says it was made with`() throws {
        let sample = try WrittenSample(
            SamplePortfolio(accounts: 420, csms: 10, seed: 82, truth: .story))
        for (path, contents) in try sample.contents() where path != "health.csv" {
            #expect(try Data(contentsOf: folder.appending(path: path)) == contents, "\(path)")
        }
    }

    @Test func `Its README names every column of every feed`() throws {
        let readme = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
        for feed in Feed.performance + [.touches, .actions, .contacts] {
            let section = readme.components(separatedBy: "## \(feed.rawValue).csv").last ?? ""
            let own = section.components(separatedBy: "\n## ").first ?? ""
            for column in feed.columns where !column.isAdded {
                #expect(own.contains("`\(column.name)`"), "\(feed) \(column.name)")
            }
        }
    }
}
