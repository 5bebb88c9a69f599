import Calendar
import Domain
import Sample
import Testing

struct PlantedTruthTests {
    /// Renewals of 2,500 accounts, and of those with an override the direction it took.
    private struct Outcomes {
        var renewed = 0
        var churned = 0
        /// (renewed, all) after up and after down-overrides on amber accounts, 14 to 180 days
        /// before due, so that the model's tier is the same in both.
        var up = (renewed: 0.0, all: 0.0)
        var down = (renewed: 0.0, all: 0.0)

        init(skill: Double, treatmentEffect: Double = 0) throws {
            let sample = try WrittenSample(
                SamplePortfolio(
                    accounts: 2_500, csms: 24, seed: 11,
                    truth: PlantedTruth(overrideSkill: skill, treatmentEffect: treatmentEffect)))
            var overrides: [String: [(day: Day, tier: String)]] = [:]
            for row in try sample.rows(.overrides) where row["model_tier"] == "amber" {
                guard let day = Day(row["logged_on"] ?? "") else { continue }
                overrides[row["account_id"] ?? "", default: []]
                    .append((day, row["asserted_tier"] ?? ""))
            }
            for row in try sample.rows(.renewals) where row["outcome"] != "open" {
                guard let due = Day(row["due_date"] ?? "") else { continue }
                let isRenewed = row["outcome"] == "renewed"
                if isRenewed { renewed += 1 } else { churned += 1 }
                for override in overrides[row["account_id"] ?? "", default: []]
                where (14...180).contains(due - override.day) {
                    if override.tier == "green" {
                        up = (up.renewed + (isRenewed ? 1 : 0), up.all + 1)
                    } else if override.tier == "red" {
                        down = (down.renewed + (isRenewed ? 1 : 0), down.all + 1)
                    }
                }
            }
        }

        /// Difference of the renewal rates after up and after down-overrides.
        var difference: Double { up.renewed / up.all - down.renewed / down.all }

        var renewalRate: Double { Double(renewed) / Double(renewed + churned) }
    }

    @Test func `The better CSMs see the hidden factor, the more their overrides tell`() throws {
        let blind = try Outcomes(skill: 0)
        let half = try Outcomes(skill: 0.5)
        let full = try Outcomes(skill: 1)
        // About 900 up and 700 down: a standard error of 0.017.
        #expect(abs(blind.difference) < 0.05)
        #expect(half.difference > blind.difference + 0.05)
        #expect(full.difference > half.difference + 0.05)
    }

    @Test func `About 88 percent of all contracts renew`() throws {
        #expect((0.85...0.91).contains(try Outcomes(skill: 0.5).renewalRate))
    }

    @Test func `About one health row in eight is red, and one in four is amber`() throws {
        let rows = try SamplePortfolio(accounts: 600).export().health.flatMap(\.tenths)
            .filter { $0 >= 0 }
        func share(_ tenths: Range<Int16>) -> Double {
            Double(rows.count(where: tenths.contains)) / Double(rows.count)
        }
        #expect((0.10...0.15).contains(share(0..<400)))
        #expect((0.21...0.29).contains(share(400..<700)))
    }

    @Test func `A treatment effect lifts renewals after down-overrides`() throws {
        let without = try Outcomes(skill: 0)
        let with = try Outcomes(skill: 0, treatmentEffect: 1.5)
        let lift = with.down.renewed / with.down.all - without.down.renewed / without.down.all
        #expect(lift > 0.03)
    }

    @Test func `Terms, currencies, states and gaps are all there`() throws {
        let sample = try WrittenSample(SamplePortfolio())
        let renewals = try sample.rows(.renewals)
        #expect(Set(renewals.compactMap { $0["currency"] }) == ["", "USD", "EUR", "GBP"])
        func count(_ matches: ([String: String]) -> Bool) -> Int { renewals.count(where: matches) }
        func text(_ row: [String: String], _ name: String) -> String { row[name] ?? "" }
        #expect(count { text($0, "outcome") == "open" && text($0, "due_date") < "2026-08-01" } > 0)
        #expect(count { text($0, "outcome") == "open" && text($0, "due_date") > "2026-10-31" } > 50)
        #expect(count { text($0, "closed_date") > text($0, "due_date") } > 20)
        #expect(count { text($0, "outcome") != "open" && text($0, "closed_date").isEmpty } > 5)
        #expect(count { !text($0, "notice_date").isEmpty } > 20)
        let health = try sample.rows(.health)
        #expect(Set(health.compactMap { $0["tier"] }) == ["red", "amber", "green"])
        #expect(Set(health.compactMap { $0["model_version"] }) == ["2024.1", "2025.2"])
    }
}
