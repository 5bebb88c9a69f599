import Attribution
import Brief
import Domain
import PerformanceTestSupport
import Review
import TestSupport
import Testing

/// What a brief says about the health score, in twenty companies each whose truth is known.
struct PlantedScoreTests {
    private func signals(_ score: PlantedScore) throws -> [Finding] {
        Brief(try score.builder.review(), for: .modelOwner).findings.filter { $0.kind == .signal }
    }

    private func isWorthless(_ finding: Finding) -> Bool {
        finding.title.contains("tells next to nothing about renewal")
    }

    private func isDrift(_ finding: Finding) -> Bool {
        finding.title.hasPrefix("The health score has drifted")
    }

    @Test(arguments: 0..<20)
    func `A component that tells nothing is a finding, and the other one is not`(seed: UInt64)
        throws
    {
        let found = try signals(PlantedScore(seed: seed))
        let finding = try #require(found.first(where: isWorthless))
        #expect(finding.title.contains("luck") && finding.figure.value == "40 %")
        #expect(finding.tone == .worse && finding.evidence == .signals)
        #expect(!found.contains(where: isDrift))
    }

    @Test(arguments: 0..<20)
    func `A score that has drifted is a finding`(seed: UInt64) throws {
        let found = try signals(PlantedScore(seed: seed, luckCounts: true, drift: 20))
        let finding = try #require(found.first(where: isDrift))
        #expect(finding.tone == .worse && finding.action.hasPrefix("Ask what changed in the model"))
        #expect(!found.contains(where: isWorthless))
    }

    @Test(arguments: 0..<20)
    func `A score whose parts all count and stay is no finding`(seed: UInt64) throws {
        let found = try signals(PlantedScore(seed: seed, luckCounts: true))
        #expect(!found.contains { isWorthless($0) || isDrift($0) })
    }
}
