import Domain
import Foundation
import Sample
import TestSupport

/// A sample in a folder of its own, gone when the test is over.
final class WrittenSample {
    private let folder: ScratchFolder
    var url: URL { URL(filePath: folder.path) }

    init(_ portfolio: SamplePortfolio) throws {
        folder = try ScratchFolder()
        try portfolio.write(to: folder.path)
    }

    func csv(_ feed: Feed, restated: Bool = false) throws -> CSVText {
        let folder = restated ? url.appending(path: "restated") : url
        return try CSVText(folder.appending(path: "\(feed.rawValue).csv"))
    }

    func rows(_ feed: Feed) throws -> [[String: String]] { try csv(feed).rows }

    /// The bytes of every file by its path in the folder.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: url.path())
        where path.contains(".") {
            contents[path] = try Data(contentsOf: url.appending(path: path))
        }
        return contents
    }
}
