import PerformanceService
import TestSupport
import Testing

@Suite struct MappingFolderTests {
    private let scratch: ScratchFolder
    private let folder: MappingFolder

    init() throws {
        scratch = try ScratchFolder()
        folder = MappingFolder(path: scratch.path + "/mappings")
    }

    private func name(_ text: String) throws -> MappingName { try #require(MappingName(text)) }

    @Test func `A mapping is saved once, and replaced only if that is said`() throws {
        #expect(try folder.names().isEmpty)
        try folder.save("a: 1\n", as: name("crm-2"), replacing: false)
        #expect(throws: MappingFolder.Refusal.exists(try name("crm-2"))) {
            try folder.save("b: 1\n", as: name("crm-2"), replacing: false)
        }
        #expect(try folder.text(of: name("crm-2")) == "a: 1\n")
        try folder.save("b: 1\n", as: name("crm-2"), replacing: true)
        #expect(try folder.text(of: name("crm-2")) == "b: 1\n")
        #expect(try folder.text(of: name("other")) == nil)
        #expect(try folder.names() == [name("crm-2")])
        #expect(scratch.names(in: "mappings") == ["crm-2.yaml"])
    }

    @Test func `Names that ship, large texts and too many are refused`() throws {
        #expect(throws: MappingFolder.Refusal.isBundled(try name("salesforce"))) {
            try folder.save("a: 1\n", as: name("salesforce"), replacing: true)
        }
        let large = String(repeating: "x", count: MappingFolder.largest + 1)
        #expect(throws: MappingFolder.Refusal.isTooLarge) {
            try folder.save(large, as: name("a"), replacing: false)
        }
        for number in 0..<MappingFolder.most {
            try scratch.write("mappings/m\(number).yaml", "")
        }
        #expect(throws: MappingFolder.Refusal.tooMany) {
            try folder.save("a: 1\n", as: name("a"), replacing: false)
        }
        try folder.save("a: 1\n", as: name("m1"), replacing: true)
    }

    @Test func `Other files in the folder are passed over`() throws {
        try scratch.write("mappings/ok.yaml", "")
        try scratch.write("mappings/Not OK.yaml", "")
        try scratch.write("mappings/ok.txt", "")
        #expect(try folder.names().map(\.text) == ["ok"])
    }

    @Test(arguments: [
        "", "A", "a b", "a/b", "..", "a.b", "ä", "a_b", String(repeating: "a", count: 41),
    ])
    func `Whatever could be a path is no name`(text: String) {
        #expect(MappingName(text) == nil)
    }
}
