import Statistics
import Calendar
import Domain
import Intake
import TestSupport
import Testing

/// Rows in the common form are read straight from the bytes, all others the long way: whatever form
/// the rows take, the ledger and the rejects must be the same.
struct HealthFormsTests {
    /// One row of meaning: what every form of it says.
    private struct Meaning {
        var account: String
        var date: String
        var score: Int
        var tier: String
        var version: String
        var components: [Int?]
    }

    private static let columns = [
        "account_id", "date", "score", "tier", "model_version", "component_use",
        "component_support",
    ]

    /// Rows of nine accounts in four months, some of them wrong in one column.
    private func meanings(_ random: inout SplitMix64) -> [Meaning] {
        // Each account and day once: what contradicts itself is another test.
        let cells = (0..<9 * 121).shuffled(using: &random)
        return (0..<Int.random(in: 50...400, using: &random)).map { index in
            let day = 20_089 + cells[index] / 9
            var row = Meaning(
                account: "A\(cells[index] % 9 + 1)",
                date: Day(number: Int32(day)).description,
                score: Int.random(in: 0...1000, using: &random),
                tier: ["", "red", "amber", "green"][Int.random(in: 0...3, using: &random)],
                version: ["", "v1", "v2", "v,3"][Int.random(in: 0...3, using: &random)],
                components: (0..<2).map { _ in
                    Bool.random(using: &random) ? Int.random(in: 0...1000, using: &random) : nil
                })
            switch Int.random(in: 0...60, using: &random) {
            case 0: row.account = "X1"
            case 1: row.date = "2025-02-29"
            case 2: row.score = 1001
            case 3: row.tier = "greens"
            case 4: row.components[1] = 5000
            case 5: row.account = ""
            default: break
            }
            return row
        }
    }

    private enum Form: CaseIterable {
        case common, permuted, quoted, timestamps, decimals, windows, extraColumn, mixed
    }

    private func file(_ rows: [Meaning], _ form: Form, _ random: inout SplitMix64) -> String {
        var order = Array(Self.columns.indices)
        if form == .permuted { order.shuffle(using: &random) }
        let lineEnd = form == .windows ? "\r\n" : "\n"
        func line(_ fields: [String]) -> String {
            let ordered = order.map { fields[$0] } + (form == .extraColumn ? ["what, ever"] : [])
            return ordered.map { field in
                let mayBeQuoted = form == .quoted || form == .mixed
                let isQuoted =
                    field.contains(",")
                    || (mayBeQuoted && Int.random(in: 0...3, using: &random) == 0)
                return isQuoted ? "\"\(field)\"" : field
            }.joined(separator: ",") + lineEnd
        }
        func score(_ tenths: Int?) -> String {
            guard let tenths else { return "" }
            var text = "\(tenths / 10).\(tenths % 10)"
            if tenths % 10 == 0, Bool.random(using: &random) { text = "\(tenths / 10)" }
            guard form == .decimals || form == .mixed else { return text }
            return switch Int.random(in: 0...4, using: &random) {
            case 0: "\(tenths / 10).\(tenths % 10)0000"
            case 1 where tenths > 0 && tenths <= 1000: "\(rounding(to: tenths))"
            case 2: "0\(text)"
            case 3: "+\(text)"
            case 4 where tenths % 10 == 0: "\(tenths / 10)."
            default: text
            }
        }
        func date(_ text: String) -> String {
            guard form == .timestamps || form == .mixed, Bool.random(using: &random) else {
                return text
            }
            let times = ["T00:00:00Z", "T23:59:59.999Z", " 12:00:00+11:59"]
            return text + times[Int.random(in: 0...2, using: &random)]
        }
        var text = line(Self.columns)
        for row in rows {
            text += line(
                [row.account, date(row.date), score(row.score), row.tier, row.version]
                    + row.components.map(score))
        }
        return text
    }

    @Test(arguments: 0..<16)
    func `Every form of the same rows gives the same ledger and the same rejects`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        let rows = meanings(&random)
        let (expected, faults) = oracle(rows)
        for form in Form.allCases {
            let shop = try Workshop.furnished()
            var text = file(rows, form, &random)
            if seed % 2 == 0 { text.removeLast() }
            let taken = try shop.importFile("health", text)
            #expect(try shop.health() == expected, "\(form)")
            let rejects = try shop.rejects().map { line in
                line.split(separator: ",", omittingEmptySubsequences: false)[1...2]
                    .joined(separator: " ")
            }
            #expect(rejects == faults, "\(form)")
            #expect(taken.rejected == faults.count)
            #expect(taken.fates.taken == expected.values.reduce(0) { $0 + $1.count })
            // The same again in another form changes nothing.
            let again = try shop.importFile("health", file(rows.reversed(), .mixed, &random))
            #expect(again.fates.taken == 0)
        }
    }

    /// What the rows mean, one after another into a dictionary; line and column of the faults.
    private func oracle(_ rows: [Meaning]) -> ([String: [HealthDay]], [String]) {
        var kept: [String: [Day: HealthDay]] = [:]
        var faults: [String] = []
        for (index, row) in rows.enumerated() {
            let wrong =
                if !row.account.hasPrefix("A") {
                    "account_id"
                } else if Day(row.date) == nil {
                    "date"
                } else if row.tier == "greens" {
                    "tier"
                } else if row.score > 1000 {
                    "score"
                } else if row.components.contains(where: { $0 ?? 0 > 1000 }) {
                    "component_support"
                } else {
                    ""
                }
            guard wrong.isEmpty, let day = Day(row.date) else {
                faults.append("\(index + 2) \(wrong)")
                continue
            }
            var components: [String: Score] = [:]
            for (name, tenths) in zip(["use", "support"], row.components) {
                if let tenths { components[name] = Score(tenths: Int16(tenths)) }
            }
            kept[row.account, default: [:]][day] = HealthDay(
                day: day, score: Score(tenths: Int16(row.score)), tier: Tier(row.tier),
                modelVersion: row.version.isEmpty ? nil : row.version, components: components)
        }
        return (kept.mapValues { $0.values.sorted { $0.day < $1.day } }, faults)
    }

    /// Digits that round up to that many tenths.
    private func rounding(to tenths: Int) -> String {
        "\((tenths - 1) / 10).\((tenths - 1) % 10)5"
    }
}
