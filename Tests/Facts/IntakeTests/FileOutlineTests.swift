import Domain
import Intake
import TestSupport
import Testing

@Suite struct FileOutlineTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func outline(_ text: String, _ feed: Feed = .renewals) throws -> FileOutline {
        let path = try folder.write("upload", text)
        return try FileOutline(
            path: path, feed: feed, reading: ReadingOptions(), mapping: nil,
            scratchFolder: folder.path)
    }

    @Test func `Columns have their names, first values and words, whatever the feed calls them`()
        throws
    {
        let found = try outline(
            """
            Export of today;;
            Deal;;How it went
            ;;
            D1;;won
            D2;;NULL
            D3;;lost

            """)
        #expect(found.columns.map(\.name) == ["Deal", "How it went"])
        #expect(found.columns.map(\.example) == ["D1", "won"])
        #expect(found.columns.map(\.words) == [["D1", "D2", "D3"], ["lost", "won"]])
    }

    @Test func `Examples are cut, and texts are no words`() throws {
        let long = String(repeating: "x", count: 200)
        let rows = (0..<50).map { "\($0),\(long)\n" }.joined()
        let found = try outline("number,text\n" + rows)
        #expect(found.columns.map(\.words) == [[], []])
        #expect(found.columns[1].example == String(repeating: "x", count: 59) + "…")
    }

    @Test func `The feed follows from the name, or from the columns`() throws {
        let path = try folder.write("upload", "account_id,date,score\na,2026-01-01,1\n")
        func feeds(_ name: String) -> [Feed] {
            FileOutline.feeds(path: path, named: name, scratchFolder: folder.path)
        }
        #expect(feeds("Renewals.2026.csv") == [.renewals])
        #expect(feeds("export.csv").isEmpty)
        #expect(FileOutline.likeliestFeed(path: path, scratchFolder: folder.path) == .health)
        let other = try folder.write("other", "a,b\n1,2\n")
        #expect(FileOutline.likeliestFeed(path: other, scratchFolder: folder.path) == nil)
    }

    @Test func `Words that the feed knows need no translation`() throws {
        let outcome = try #require(Feed.renewals.columns.first { $0.name == "outcome" })
        #expect(FileOutline.translations(of: ["Renewed", "OPEN"], for: outcome).isEmpty)
        let found = FileOutline.translations(of: ["verlängert", "?", "open"], for: outcome)
        #expect(found == ["verlängert": "renewed", "?": nil, "open": "open"])
        let reason = try #require(Feed.renewals.columns.first { $0.name == "reason" })
        #expect(FileOutline.translations(of: ["x"], for: reason).isEmpty)
    }
}
