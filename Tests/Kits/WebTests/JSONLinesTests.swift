import HTTPTypes
import Testing
import Web

@Suite struct JSONLinesTests {
    private static let people = [
        "csm_id", "name", "team", "manager_id", "start_date", "end_date",
    ]

    private func csv(_ parts: [String], columns: [String] = people) throws -> String {
        var lines = JSONLines(columns: columns, mostColumns: 20)
        var bytes: [UInt8] = []
        for part in parts { bytes += try lines.converted(Array(part.utf8)) }
        return String(decoding: try bytes + lines.end(), as: UTF8.self)
    }

    private let header =
        "csm_id,name,team,manager_id,start_date,end_date\n"

    @Test func `Lines become rows wherever the parts of a body end`() throws {
        let text =
            "{\"csm_id\": \"c1\", \"name\": \"A \\\"B\\\", C\"}\n\n{\"csm_id\": \"c2\", \"name\": null}"
        let expected =
            header
            + "c1,\"A \"\"B\"\", C\",,,,\nc2,,,,,\n"
        #expect(try csv([text]) == expected)
        #expect(try csv(text.map { String($0) }) == expected)
        #expect(try csv([]).isEmpty)
    }

    @Test func `Components of the first line are columns`() throws {
        let text =
            "{\"account_id\":\"a\",\"date\":\"2026-01-01\",\"score\":71.5,\"component_use\":3}"
        let rows = try csv(
            [text], columns: ["account_id", "date", "score", "tier", "model_version"])
        #expect(
            rows.hasPrefix(
                "account_id,date,score,tier,model_version,component_use\n"))
        #expect(rows.hasSuffix("a,2026-01-01,71.5,,,3\n"))
    }

    @Test(arguments: [
        "[1]", "{", "{\"csm_id\": [1]}", "{\"csm_id\": \"c1\"}\n{\"csm_id\": \"c2\", \"other\": 1}",
    ])
    func `What is no line of values is refused`(text: String) {
        #expect(throws: (any Error).self) { try csv([text]) }
    }

    @Test func `More columns than can be taken are refused, by their line`() throws {
        func object(_ count: Int) -> String {
            "{" + (0..<count).map { "\"c\($0)\":1" }.joined(separator: ",") + "}"
        }
        #expect(try csv(["\n" + object(14)]).hasPrefix(header.dropLast() + ",c0,c1,"))
        let refusal = #expect(throws: Problem.self) { try csv(["\n" + object(15)]) }
        #expect(refusal?.status == .badRequest)
        #expect(refusal?.detail.hasPrefix("Line 2 makes 21 columns; at most 20 are taken") == true)
    }

    @Test func `A line that is too long is refused wherever it ends`() {
        let long = "{\"csm_id\":\"" + String(repeating: "x", count: 1 << 20) + "\"}\n"
        for parts in [[long], [long + long], [String(long.dropLast())]] {
            #expect(throws: Problem.self) { try csv(parts) }
        }
    }
}
