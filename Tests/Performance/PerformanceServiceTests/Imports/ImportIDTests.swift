import PerformanceService
import Testing

@Suite struct ImportIDTests {
    @Test func `An identifier is read as it is written`() throws {
        let id = ImportID(seconds: 1_795_670_967, number: 12)
        #expect(id.description == "1795670967-12")
        #expect(ImportID(id.description) == id)
    }

    @Test(arguments: [
        "", "-", "1", "1-", "-1", "1-2-3", "01-2", "+1-2", "1- 2", "../2", "1-2/..", "a-b",
        "99999999999999999999-1",
    ])
    func `Whatever else an address has is none`(text: String) {
        #expect(ImportID(text) == nil)
    }

    @Test func `The order is that of asking, not of text`() {
        let texts = ["9-2", "9-10", "10-1"]
        #expect(texts.compactMap { ImportID($0) }.sorted().map(\.description) == texts)
    }
}
