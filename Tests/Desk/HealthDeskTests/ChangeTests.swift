import Domain
import HealthDesk
import Testing

/// The change of a score in words.
struct ChangeTests {
    @Test(arguments: [
        (50.0, 62.0, "▼ 12.0"), (62, 58.5, "▲ 3.5"), (50, 50, "0.0"), (50, 50.04, "0.0"),
        (50.04, 50, "0.0"), (50, 50.06, "▼ 0.1"),
    ])
    func `A fall and a rise do not look alike, and no arrow stands at nothing`(
        now: Double, before: Double, words: String
    ) throws {
        let standing = try WrittenDay([now], earlier: [before]).standing.standings[0]
        #expect(standing.changeWords == words)
        #expect((standing.direction == .level) == (words == "0.0"))
    }

    @Test func `An unknown change is a dash`() throws {
        let standing = try WrittenDay([50], earlier: [nil]).standing.standings[0]
        #expect(standing.changeWords == "–" && standing.direction == .level)
    }
}
