import Calendar
import Domain
import Foundation

/// The rules of `Documentation/feeds.md`, checked row by row without regard to speed.
struct FeedRules {
    let accounts: Set<String>
    let csms: Set<String>

    init(_ sample: WrittenSample) throws {
        func named(_ feed: Feed, _ column: String) throws -> Set<String> {
            Set(try sample.rows(feed).compactMap { $0[column] })
        }
        accounts = try named(.accounts, "account_id")
        csms = try named(.csms, "csm_id")
    }

    /// The lines of a feed whose rows break a rule.
    func brokenLines(_ feed: Feed, _ text: CSVText) -> [Int] {
        var broken: [Int] = []
        var keys: Set<[String]> = []
        var owned: [String: [(start: String, end: String, line: Int)]] = [:]
        var renewed: [String: (id: String, line: Int)] = [:]
        for record in text.records {
            guard let fields = record.fields, fields.count == text.header.count else {
                broken.append(record.line)
                continue
            }
            let row = Dictionary(uniqueKeysWithValues: zip(text.header, fields))
            guard isLegal(row, feed) else {
                broken.append(record.line)
                continue
            }
            let key = feed.columns.filter(\.isKey).map { row[$0.name] ?? "" }
            if !keys.insert(key).inserted { broken.append(record.line) }
            if feed == .assignments {
                let end = row["end_date"] ?? ""
                owned[row["account_id"] ?? "", default: []].append(
                    (row["start_date"] ?? "", end.isEmpty ? "9999" : end, record.line))
            }
            if feed == .renewals {
                let key = "\(row["account_id"] ?? "") \(row["due_date"] ?? "")"
                let own = (id: row["renewal_id"] ?? "", line: record.line)
                if let other = renewed[key] {
                    broken.append(other.id < own.id ? own.line : other.line)
                }
                renewed[key] = own
            }
        }
        for stints in owned.values {
            let ordered = stints.sorted { $0.start < $1.start }
            for (earlier, later) in zip(ordered, ordered.dropFirst())
            where later.start < earlier.end { broken.append(later.line) }
        }
        return broken.sorted()
    }

    private func isLegal(_ row: [String: String], _ feed: Feed) -> Bool {
        for column in feed.columns {
            guard let value = row[column.name], !value.isEmpty else {
                if column.isRequired { return false }
                continue
            }
            let isLegal =
                switch column.kind {
                case .identifier: value.utf8.count <= 200
                case .text: value.utf8.count <= 65_536
                case .account: accounts.contains(value)
                case .csm: csms.contains(value)
                case .day: Day(String(value.prefix(10))) != nil
                case .number: Double(value)?.isFinite ?? false
                case .word(let words): words.contains(value)
                }
            if !isLegal { return false }
        }
        return obeysOwnRules(row, feed)
    }

    private func obeysOwnRules(_ row: [String: String], _ feed: Feed) -> Bool {
        func text(_ name: String) -> String { row[name] ?? "" }
        func isIn(_ name: String, _ range: ClosedRange<Double>) -> Bool {
            text(name).isEmpty || Double(text(name)).map(range.contains) ?? false
        }
        /// Whether both days are given and in this order, or one is missing.
        func inOrder(_ first: String, _ second: String, strictly: Bool = false) -> Bool {
            text(first).isEmpty || text(second).isEmpty || text(first) < text(second)
                || !strictly && text(first) == text(second)
        }
        switch feed {
        case .assignments: return inOrder("start_date", "end_date", strictly: true)
        case .health:
            return row.keys.filter { $0 == "score" || $0.hasPrefix(Feed.componentPrefix) }
                .allSatisfy { isIn($0, 0...100) }
        case .overrides:
            return inOrder("logged_on", "reevaluate_on", strictly: true)
                && inOrder("logged_on", "withdrawn_on") && isIn("model_score", 0...100)
        case .renewals:
            let (before, after) = (Double(text("arr_before")) ?? 0, Double(text("arr_after")))
            let isConsistent =
                switch text("outcome") {
                case "renewed": after ?? 0 > 0
                case "churned": after ?? 0 == 0
                default: text("closed_date").isEmpty
                }
            return before > 0 && isConsistent
        case .arr: return isIn("arr", 0...1e12)
        case .opportunities:
            return (text("stage") == "open") == text("closed_on").isEmpty
                && inOrder("created_on", "closed_on")
        case .surveys:
            let isWhole = Double(text("score")).map { $0 == $0.rounded() } ?? false
            return isWhole && isIn("score", text("kind") == "nps" ? 0...10 : 1...5)
        case .targets:
            return !["logo_renewal_rate", "logo_churn_rate", "csat"].contains(text("metric"))
                || isIn("value", 0...1)
        case .measures: return isIn("of", 0...1e12)
        case .actions: return inOrder("opened_on", "closed_on")
        case .contacts: return inOrder("from_date", "to_date", strictly: true)
        case .accounts, .csms, .sessions, .milestones, .benchmarks, .fx, .touches, .dueDates,
            .ratings, .dismissals:
            return true
        }
    }
}
