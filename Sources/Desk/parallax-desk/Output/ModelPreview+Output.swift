import Domain
import Formats
import Scoring
import Terminal

extension ModelPreview {
    /// Who would change tier, and how many accounts each tier would have.
    var text: String {
        var tiers = Table(["tier", ">now", ">then"])
        for tier in Tier.allCases.reversed().map(Optional.some) + [nil] {
            let counts = counts(of: tier)
            tiers.add([tier?.word ?? "no score", "\(counts.before)", "\(counts.after)"])
        }
        guard !changes.isEmpty else { return "No account would change tier.\n\n" + tiers.text }
        var table = Table(["~account", ">now", "tier", ">then", "tier"])
        for row in changes {
            table.add([
                row.account.text, row.before.score?.description ?? "–",
                row.before.tier?.word ?? "–", row.after.score?.description ?? "–",
                row.after.tier?.word ?? "–",
            ])
        }
        let count = counted(changes.count, "account")
        return "\(count) of \(rows.count) would change tier.\n\n\(table.text)\n\n\(tiers.text)"
    }

    /// The same for programs.
    var json: JSON {
        [
            "accounts": .count(rows.count),
            "changes": .array(
                changes.map { row in
                    [
                        "account_id": .text(row.account.text),
                        "score_now": .optional(row.before.value),
                        "tier_now": .optional(row.before.tier?.word),
                        "score_then": .optional(row.after.value),
                        "tier_then": .optional(row.after.tier?.word),
                    ]
                }),
        ]
    }
}
