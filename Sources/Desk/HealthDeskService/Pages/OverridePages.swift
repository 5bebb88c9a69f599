import Calendar
import DeskAccess
import Domain
import Foundation
import HealthDesk
import Hummingbird
import Scoring
import SignIn
import Web

/// The page where a CSM overrides a tier, or reviews an override.
enum OverridePages {
    static let all: [Endpoint] = [form]

    private static let form = Endpoint.page(
        "/accounts/{account_id}/override", .reaching(.entries),
        "Where an override is entered, or reviewed."
    ) { call in
        let open = try await call.service.library.current()
        return try call.overridePage(try call.account(open), open)
    }
}

extension Call {
    /// The page where an override is entered, or reviewed where one stands.
    ///
    /// - Parameters:
    ///   - standing: how the account stands.
    ///   - open: the day.
    ///   - form: a form that could not be taken; nil for none.
    /// - Returns: the page.
    /// - Throws: `Problem` for callers without a session, who send no forms.
    func overridePage(
        _ standing: AccountStanding, _ open: OpenDay, form: FilledForm? = nil
    ) throws -> Response {
        guard let formField else { throw Problem.forbidden }
        let policy = open.today.policy
        let current = standing.override
        let typed = form?.typed ?? [:]
        let review = open.day + Int(policy.overrideDefaultDays)
        let reasons = Set(open.reading.portfolio.overrides.compactMap(\.reason)).sorted()
        func complaint(_ field: String) -> String {
            form?.fault.field == field ? form?.fault.complaint ?? "" : ""
        }
        let chosen = typed["tier"] ?? ""
        var values: [String: Any] = [
            "form": formField, "entry": typed["entry"] ?? UUID().uuidString,
            "back": standing.address,
            "action": current.map {
                "\(standing.address)/overrides/\($0.override.id.inPath)/review"
            }
                ?? "\(standing.address)/overrides",
            "explanation": standing.score.explanation,
            "tiers": Tier.allCases.reversed().map { tier in
                ["tier": tier.word, "isChosen": tier.word == chosen] as [String: Any]
            },
            "reasons": reasons.prefix(100).map { ["reason": $0] },
            "reason": typed["reason"] ?? "", "note": typed["note"] ?? "",
            "review": typed["review_on"] ?? review.description,
            "firstReview": (open.day + 1).description,
            "lastReview": (open.day + Int(policy.overrideMaximumDays)).description,
            "mostDays": Int(policy.overrideMaximumDays), "isReview": current != nil,
            "hasFault": form != nil, "fault": form?.fault.complaint ?? "",
        ]
        for field in ["tier", "reason", "note", "review_on", "outcome"] {
            values["\(field)Complaint"] = complaint(field)
            values["\(field)IsWrong"] = !complaint(field).isEmpty
        }
        for outcome in ["kept", "changed", "withdrawn"] {
            values["\(outcome)IsChosen"] = typed["outcome"] == outcome
        }
        if let current {
            values["current"] = current.override.asserted.word
            values["currentNote"] = current.override.note ?? ""
            values["currentBy"] = open.csms[current.override.csm].name
            values["currentSince"] = current.override.logged.words
            values["currentReview"] = current.review.words
        }
        let title = current == nil ? "Override the score" : "Review the override"
        return try page(
            title, standing.address + "/override", "override",
            standing.summary(open).merging(values) { $1 }, aside: standing.displayName,
            status: form == nil ? .ok : .badRequest)
    }
}
