import Calendar
import Domain
import Formats
import Foundation
import Intake
import TestSupport
import Testing

@Suite struct PolicyFileTests {
    private func policy(_ yaml: String) throws -> Policy {
        let path = NSTemporaryDirectory() + "policy-\(UUID().uuidString).yaml"
        try yaml.write(toFile: path, atomically: true, encoding: .utf8)
        defer { unlink(path) }
        return try Policy(yamlFile: path)
    }

    private func complaint(about yaml: String) -> String? {
        do {
            _ = try policy(yaml)
            return nil
        } catch IntakeError.policy(_, let reason) {
            return reason
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: ["", "\n", "# only a comment\n", "---\n", "{}"])
    func `an empty file is the defaults`(yaml: String) throws {
        #expect(try policy(yaml) == Policy())
    }

    @Test func `the file that ships names every constant with its default`() throws {
        let path = repositoryPath + "/Data/policy.yaml"
        #expect(try Policy(yamlFile: path) == Policy())
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        let constants = Policy.constants.map(\.name)
        for name in constants + [
            "reporting_currency", "lapsed_means_churn", "health_weights", "rebases",
        ] {
            #expect(lines.contains { $0.hasPrefix("\(name): ") }, "\(name)")
        }
    }

    @Test func `a file says which constants it names`() throws {
        let path = NSTemporaryDirectory() + "policy-\(UUID().uuidString).yaml"
        try "z: 2\nrebases: []\n".write(toFile: path, atomically: true, encoding: .utf8)
        defer { unlink(path) }
        #expect(try Policy.constants(namedInFile: path) == ["z", "rebases"])
    }

    @Test func `a file changes what it names`() throws {
        let policy = try policy(
            """
            minimum_count: 12
            settled_share: 0.8
            lapsed_means_churn: true
            reporting_currency: EUR
            health_weights: { adoption: 0.4, support: 2 }
            rebases:
              - { metric: nps, team: North, from: 2026-03, reason: new survey tool }
              - metric: logo_renewal_rate
                from: 2025-12
                reason: merger
            """)
        var expected = Policy()
        expected.minimumCount = 12
        expected.settledShare = 0.8
        expected.lapsedMeansChurn = true
        expected.reportingCurrency = "EUR"
        expected.healthWeights = ["adoption": 0.4, "support": 2]
        expected.rebases = [
            Policy.Rebase(
                metric: "nps", team: "North", from: Month(year: 2026, month: 3),
                reason: "new survey tool"),
            Policy.Rebase(
                metric: "logo_renewal_rate", from: Month(year: 2025, month: 12), reason: "merger"),
        ]
        #expect(policy == expected)
    }

    @Test(arguments: [
        ("minimum_cuont: 3", "minimum_cuont"), ("z: high", "z"), ("z: [1]", "z"),
        ("z: .nan", "z"), ("z: nan", "z"), ("z: .inf", "z"), ("z: inf", "z"), ("z:", "z"),
        ("pending_days: -1", "pending_days"), ("window_months: 0", "window_months"),
        ("window_months: 12.5", "window_months"), ("overdue_days: 1e300", "overdue_days"),
        ("settled_share: 90", "settled_share"), ("significance: 0", "significance"),
        ("red_below: 80", "red_below"), ("pending_days: 91", "pending_days"),
        ("ownership_to_days: 200", "ownership_to_days"),
        ("ownership_tie_days: 20", "ownership_tie_days"),
        ("ownership_minimum_days: 152", "ownership_minimum_days"),
        ("reporting_currency: usd", "reporting_currency"),
        ("reporting_currency: 12", "reporting_currency"), ("rebases: 3", "rebases"),
        ("health_weights: 3", "health_weights"),
        ("health_weights: { support: -1 }", "health_weights.support"),
        ("health_weights: { support: 0 }", "health_weights"),
        ("second_signal_days: 180", "second_signal_days"),
        ("long_change_days: 30", "short_change_days"), ("older_share: 1", "older_share"),
        ("rebases: [3]", "rebases[0]"), ("lapsed_means_churn: 1", "lapsed_means_churn"),
        ("lapsed_means_churn: [true]", "lapsed_means_churn"), ("power_z: 1", "power_z"),
        ("rebases: [{from: 2026-03, reason: x}]", "rebases[0].metric"),
        ("rebases: [{metric: nps, from: 2026-13, reason: x}]", "rebases[0].from"),
        ("rebases: [{metric: nps, from: 2026-03}]", "rebases[0].reason"),
        ("rebases: [{metric: nps, from: 2026-03, reason: ''}]", "rebases[0].reason"),
        ("rebases: [{metric: nps, from: 2026-03, reason: x, taem: y}]", "rebases[0].taem"),
        ("- z", "the file"), ("just words", "the file"),
    ])
    func `a bad value is named in one line`(yaml: String, key: String) throws {
        let reason = try #require(complaint(about: yaml))
        #expect(reason.hasPrefix("\(key) "))
        #expect(!reason.contains("\n"))
    }

    @Test(arguments: ["z: 1\nz: 2", "z: [", "a: b: c"])
    func `what is no YAML is refused in one line`(yaml: String) throws {
        #expect(try #require(complaint(about: yaml)).contains("\n") == false)
    }

    @Test func `a missing file is unreadable`() {
        let path = "/no/such/policy.yaml"
        #expect(throws: FileError.unreadable(path: path, reason: "no such file or directory")) {
            try Policy(yamlFile: path)
        }
    }
}
