import Calendar
import Domain
import OverrideAudit
import PerformanceTestSupport
import TestSupport
import Testing

/// Kinds of behaviour that are worth a look towards one side only.
@Suite struct BehaviourSideTests {
    /// Two CSMs with so many overrides each, of which so many say red; those of the first are past
    /// their date to look again, and all of them still owned.
    private func findings(_ kind: BehaviourKind, red: [Int], of count: [Int]) throws
        -> [BehaviourFinding]
    {
        var builder = PortfolioBuilder()
        for csm in 0..<2 {
            builder.csm("c\(csm)")
            for index in 0..<count[csm] {
                let account = builder.account("a\(csm)-\(100 + index)")
                builder.assign(account, to: csm, from: "2024-01-01")
                builder.override(
                    account, "2026-05-01", says: index < red[csm] ? .red : .green, model: .amber,
                    csm: csm, until: "2026-06-01")
                // The second CSM looks again at two of three.
                if csm == 1, index % 3 > 0 {
                    builder.override(
                        account, "2026-06-05", says: .green, model: .amber, csm: csm,
                        until: "2027-06-01", id: "later\(account)")
                }
            }
        }
        return try builder.audit().behaviour.filter { $0.kind == kind }
    }

    // scipy 1.17.1: fisher_exact([[1, 19], [12, 38]], "less")[1], and of the other CSM
    // fisher_exact([[12, 38], [1, 19]], "less")[1]
    @Test func `Saying red seldom is worth a look, saying it often is not`() throws {
        let found = try findings(.neverRed, red: [1, 12], of: [20, 30])
        let ps = try found.map { try #require($0.p) }
        #expect(ps.count == 2)
        #expect(abs(ps[0] - 0.058628559653957024) < 1e-9)
        #expect(abs(ps[1] - 0.9925238749434552) < 1e-9)
    }

    // fisher_exact([[20, 0], [10, 20]], "greater")[1]
    @Test func `Not looking again often is worth a look`() throws {
        let found = try findings(.lapsedLook, red: [1, 12], of: [20, 30])
        let ps = try found.map { try #require($0.p) }
        #expect(abs(ps[0] - 6.375030171197169e-07) < 1e-15 && ps[1] > 0.999)
    }
}
