import Domain
public import Statistics

/// Renewals with an override against similar ones without, in strata of score band, lead bucket and
/// segment.
///
/// Source: `Documentation/methods.md`, 12.
public struct MatchedContrast: Sendable, Codable {
    /// Episodes in strata that have controls.
    public var treated: Int { test.treated }
    /// Controls in strata that have episodes.
    public var controls: Int { test.controls }
    /// Strata that have both.
    public var strata: Int { test.strata }
    /// Strata that have only one of them. They are left out.
    public let dropped: Int
    /// The test of the difference between the treated and the controls, and its size.
    public let test: StratifiedContrast

    init(_ treated: StratumCounts, _ controls: StratumCounts, policy: Policy) {
        var tables: [TwoByTwo] = []
        let treatedStrata = treated.cells
        for with in treatedStrata {
            guard let without = controls[with.stratum] else { continue }
            tables.append(
                TwoByTwo(
                    treatedEvents: with.churns, treatedOthers: with.count - with.churns,
                    controlEvents: without.churns,
                    controlOthers: without.count - without.churns))
        }
        dropped = treatedStrata.count + controls.cells.count - 2 * tables.count
        test = StratifiedContrast(
            tables, z: policy.z, minimumArm: Int(policy.contrastMinimumArm),
            exactMargin: Int(policy.exactMargin))
    }
}
