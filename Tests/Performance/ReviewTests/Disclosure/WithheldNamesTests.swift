import Review
import Testing

@Suite struct WithheldNamesTests {
    private let names: WithheldNames = {
        var names = WithheldNames()
        names.add(person: "Mei Zielińska-Wu")
        names.add("C0001")
        names.add("Hale & Sons")
        names.add("Summit")
        names.add("★")
        return names
    }()

    @Test(arguments: [
        "Mei Zielińska-Wu", "ZIELIŃSKA left", "asked by mei", "see C0001.", "c0001", "Hale&Sons",
        "(summit)", "the ★ team",
    ])
    func `A name is found whatever its case and what stands around it`(text: String) {
        #expect(names.areIn(text))
    }

    @Test(arguments: ["", "competitor", "Meister", "C00011", "Sons", "hale", "wu", "summits"])
    func `Part of a word is no name, nor is part of an account's`(text: String) {
        #expect(!names.areIn(text))
    }
}
