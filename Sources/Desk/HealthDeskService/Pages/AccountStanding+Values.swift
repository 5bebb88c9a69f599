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
            "change": changeWords, "changeClass": direction.rawValue, "changeSpoken": changeSpoken,
            "renewal": Self.days(daysToRenewal) { "in \($0)" },
            "renewalDay": nextRenewal?.words ?? "", "hasRenewal": nextRenewal != nil,
            "isNear": daysToRenewal.map { Double($0) <= open.today.policy.nearRenewalDays }
                ?? false,
            "touch": Self.days(daysSinceTouch) { "\($0) ago" },
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
            "overrideReview": words,
        ]
    }

    /// `today`, or what is said about a number of days; a dash where it is not known.
    private static func days(_ count: Int?, _ words: (String) -> String) -> String {
        count.map { $0 == 0 ? "today" : words(counted($0, "day")) } ?? "–"
    }

    /// The change for people who do not see the arrow.
    private var changeSpoken: String {
        switch direction {
        case .fall: "down"
        case .rise: "up"
        case .level: ""
        }
    }
}

extension OpenDay {
    /// The days over which a score's change is shown: `30 days`.
    var declineWords: String { counted(Int(today.policy.declineDays), "day") }
}
