import Calendar
import Domain
import Formats
import HealthDesk
import Scoring
import Web

extension AccountStanding {
    /// The name for people: the account's, or else its identifier.
    var displayName: String { account.name ?? account.id.text }

    /// The address of its page.
    var address: String { "/accounts/\(account.id.text.inPath)" }

    /// What a line and the head of its page say about the account.
    func summary(_ open: OpenDay) -> [String: Any] {
        let overdue = overdueActions.count
        let actions = openActions
        return [
            "id": account.id.text, "name": displayName, "address": address,
            "segment": account.segment,
            "owner": owner.map { open.csms[$0].name } ?? "nobody",
            "score": score.score?.description ?? "–", "hasScore": score.score != nil,
            "tier": score.tier?.word ?? "no score", "tierClass": score.tier?.word ?? "none",
            "change": changeWords, "changeClass": changeClass, "changeSpoken": changeSpoken,
            "hasChange": change != nil, "renewal": Self.days(daysToRenewal),
            "renewalDay": nextRenewal?.words ?? "", "hasRenewal": nextRenewal != nil,
            "isNear": daysToRenewal.map { $0 <= 30 } ?? false,
            "touch": Self.days(daysSinceTouch), "hasAgo": (daysSinceTouch ?? 0) > 0,
            "touchDay": lastTouch?.words ?? "never",
            "hasTouch": lastTouch != nil,
            "openCount": actions.count, "hasOpen": !actions.isEmpty, "overdue": overdue,
            "hasOverdue": overdue > 0, "firstAction": actions.first?.title ?? "",
            "firstDue": actions.first?.due?.words ?? "",
            "hasFirstDue": actions.first?.due != nil,
        ].merging(overrideValues) { first, _ in first }
    }

    /// What is said about the override.
    private var overrideValues: [String: Any] {
        guard let override else { return ["hasOverride": false] }
        let words =
            switch override.state {
            case .inForce: "review on \(override.review.words)"
            case .due: "review today"
            case .overdue: "lapsed: the review was due on \(override.review.words)"
            }
        return [
            "hasOverride": true, "overrideTier": override.override.asserted.word,
            "overrideReview": words, "overrideDue": override.needsReview,
            "overrideID": override.override.id,
        ]
    }

    private static func days(_ count: Int?) -> String {
        count.map { $0 == 0 ? "today" : countedDays($0) } ?? "–"
    }

    /// `▼ 12.0`, `▲ 3.5`, `0.0`: a fall and a rise must not look alike.
    private var changeWords: String {
        guard let change else { return "–" }
        let text = decimalText(abs(change), decimals: 1)
        return text == "0.0" ? "0.0" : change < 0 ? "▼ \(text)" : "▲ \(text)"
    }

    private var changeClass: String {
        guard let change, decimalText(abs(change), decimals: 1) != "0.0" else { return "level" }
        return change < 0 ? "fall" : "rise"
    }

    /// The change for people who do not see the arrow.
    private var changeSpoken: String {
        switch changeClass {
        case "fall": "down"
        case "rise": "up"
        default: ""
        }
    }
}
