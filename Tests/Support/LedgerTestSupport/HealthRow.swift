package import Statistics
package import Calendar
package import Domain
import TestSupport

/// One health row of a test.
package struct HealthRow: Equatable {
    package var account: AccountID
    package var day: Day
    package var score: Int16
    package var tier: UInt8 = 0
    package var version = ""
    package var components: [String: Int16] = [:]

    /// A row with these properties; tenths, and raw values of tiers.
    package init(
        account: AccountID, day: Day, score: Int16, tier: UInt8 = 0, version: String = "",
        components: [String: Int16] = [:]
    ) {
        self.account = account
        self.day = day
        self.score = score
        self.tier = tier
        self.version = version
        self.components = components
    }

    /// A row of one of some accounts, on one of some days.
    package static func random(_ random: inout SplitMix64, accounts: Int, days: ClosedRange<Int32>)
        -> Self
    {
        var row = HealthRow(
            account: AccountID("a\(Int.random(in: 0..<accounts, using: &random))"),
            day: Day(number: Int32.random(in: days, using: &random)),
            score: Int16.random(in: 0...1000, using: &random))
        row.tier = UInt8.random(in: 0...3, using: &random)
        row.version = ["", "v1", "v2"][Int.random(in: 0...2, using: &random)]
        for name in ["use", "help"] where Bool.random(using: &random) {
            row.components[name] = Int16.random(in: 0...1000, using: &random)
        }
        return row
    }

    /// The row as a reading gives it.
    package var healthDay: HealthDay {
        HealthDay(
            day: day, score: Score(tenths: score), tier: Tier(rawValue: tier),
            modelVersion: version.isEmpty ? nil : version,
            components: components.mapValues(Score.init))
    }
}

extension FeedRow {
    /// A row of the values named; the others are not given, which in a key is an empty text.
    package init(_ feed: Feed, _ values: [String: FeedValue]) {
        self.init(feed.columns.map { values[$0.name] ?? ($0.isKey ? .text("") : .none) })
    }
}
