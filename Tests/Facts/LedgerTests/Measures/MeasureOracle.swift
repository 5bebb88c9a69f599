import Calendar
import Domain
import Statistics
import TestSupport

/// All that files said about measures, row by row, to be looked up slowly.
struct MeasureOracle {
    struct Key: Hashable {
        var account: String
        var measure: String
        var day: Day
        var location: String

        var values: [FeedValue] {
            [.text(account), .text(measure), .day(day), .text(location)]
        }
    }

    /// What a file said: a value, or nil for a withdrawal.
    struct Event {
        var file: Int
        var value: (value: Double, whole: Double?)?
    }

    private(set) var events: [Key: [Event]] = [:]

    mutating func add(_ key: Key, _ event: Event) { events[key, default: []].append(event) }

    /// The value first recorded of a row that stands after a file; nil without one.
    func first(_ key: Key, after file: Int) -> (value: Double, whole: Double?)? {
        let known = (events[key] ?? []).filter { $0.file <= file }
        let standing = known.suffix(from: (known.lastIndex { $0.value == nil } ?? -1) + 1)
        return standing.first?.value
    }

    /// The measures of some accounts after a file, in the form of tests.
    func measures(of accounts: [AccountID], after file: Int, through last: Day) -> [MeasureName] {
        var shares: [Identifier<MeasureName>: Bool] = [:]
        for key in events.keys where key.day <= last && accounts.contains(AccountID(key.account)) {
            guard let row = first(key, after: file) else { continue }
            let name = Identifier<MeasureName>(key.measure)
            shares[name] = row.whole ?? 0 > 0 && shares[name] ?? true
        }
        return shares.sorted { $0.key < $1.key }.map {
            MeasureName(name: $0.key.text, isShare: $0.value)
        }
    }

    /// The sums over locations, by measure, account and day.
    func rows(of accounts: [AccountID], after file: Int, _ days: ClosedRange<Day>) -> [String: Sum]
    {
        var sums: [String: Sum] = [:]
        for key in events.keys where days.contains(key.day) {
            guard let account = accounts.firstIndex(of: AccountID(key.account)),
                let row = first(key, after: file)
            else { continue }
            sums["\(key.day) \(key.measure) \(account)", default: Sum()].add(row)
        }
        return sums
    }

    /// A sum over locations.
    struct Sum {
        var value = 0.0
        var whole = 0.0

        mutating func add(_ row: (value: Double, whole: Double?)) {
            value += row.value
            whole += row.whole ?? 0
        }
    }
}

extension MeasureOracle.Key {
    /// A row of one of some accounts.
    static func random(_ random: inout SplitMix64, accounts: Int) -> Self {
        Self(
            account: "a\(Int.random(in: 0..<accounts, using: &random))",
            measure: ["logins", "seats", "Logins"].randomElement(using: &random) ?? "",
            day: "2025-12-30" + Int.random(in: 0..<4, using: &random),
            location: ["", "", "Bern", "Rome"].randomElement(using: &random) ?? "")
    }
}
