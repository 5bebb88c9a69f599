import Access
import Calendar
import Domain
import Formats
import Identity
import Review

/// The settings page: who has access, and which constants and targets figures depend on.
struct SettingsPage {
    let tokens: [Token]
    let people: [Person]
    let portfolio: Portfolio
    let policy: Policy
    let policyFile: PolicyFile?
    let oidc: OIDC?
    let time: Instant
    /// The viewer's own identifier, whose token or access is marked.
    let viewer: String
    /// The hidden field of the forms; nil for viewers who send a token.
    let formField: String?
    var tokenForm = AccessForm(.token)
    var personForm = AccessForm(.person)
    /// What has just been done; nil for nothing.
    var notice: String?

    /// The most CSMs, and teams, that the forms propose.
    private static let mostProposals = 300

    /// The values of the page's template.
    var values: [String: Any] {
        let valid = tokens.filter { $0.isValid(at: time) }
        let ended = tokens.filter { !$0.isValid(at: time) }
        return [
            "form": formField ?? "", "isBrowser": formField != nil,
            "hasNotice": notice != nil, "notice": notice ?? "",
            "tokens": valid.map(row), "hasTokens": !valid.isEmpty,
            "ended": ended.prefix(Self.mostProposals).map(row), "hasEnded": !ended.isEmpty,
            "endedCount": counted(ended.count, "token"),
            "people": people.map(row), "hasPeople": !people.isEmpty,
            "hasProvider": oidc?.provider.client != nil, "provider": oidc?.name ?? "",
            "issuer": oidc?.provider.issuer ?? "", "roleClaim": oidc?.roleClaim ?? "",
            "forms": [
                "token": [tokenForm.values], "person": [personForm.values],
            ] as [String: Any],
            "csms": portfolio.csms.prefix(Self.mostProposals).map {
                ["id": $0.id.text, "name": $0.name]
            },
            "teams": teams.prefix(Self.mostProposals).map { ["name": $0] },
        ].merging(constantValues) { first, _ in first }
    }

    /// The names of all teams, in order.
    private var teams: [String] {
        Set(portfolio.csms.flatMap { $0.teams.compactMap(\.team) }).sorted()
    }

    private func row(_ token: Token) -> [String: Any] {
        [
            "id": token.id, "name": token.viewer.name, "role": token.viewer.role.words,
            "part": token.viewer.csm?.text ?? token.viewer.team ?? "",
            "expires": token.expires.day.description,
            "state": token.revoked.map { "revoked \($0.day)" } ?? "expired",
            "isOwn": token.id == viewer,
        ]
    }

    private func row(_ person: Person) -> [String: Any] {
        [
            "id": person.id, "name": person.viewer.name, "role": person.viewer.role.words,
            "part": person.viewer.csm?.text ?? person.viewer.team ?? "",
            "key": person.email ?? person.subject ?? "",
            "state": person.subject == nil ? "has not signed in yet" : "",
            "isOwn": person.id == viewer,
        ]
    }

    private func row(_ target: Target) -> [String: Any] {
        [
            "metric": target.metric, "value": decimalText(target.value),
            "whose": target.scope == .company ? "the company" : target.scopeID,
            "from": target.from.description, "to": target.to.description,
        ]
    }

    private var constantValues: [String: Any] {
        let constants = policy.settings.map { name, value in
            (name: name, value: value, isOwn: policyFile?.constants.contains(name) ?? false)
        }
        func rows(_ isOwn: Bool) -> [[String: String]] {
            constants.filter { $0.isOwn == isOwn }.map { ["name": $0.name, "value": $0.value] }
        }
        let shared = portfolio.targets.filter { $0.scope != .csm }
        let personal = portfolio.targets.count - shared.count
        let today = time.day
        let (current, others) = (
            shared.filter { $0.from <= today && today <= $0.to },
            shared.filter { today < $0.from || $0.to < today }
        )
        return [
            "hasPolicyFile": policyFile != nil, "policyFile": policyFile?.name ?? "",
            "own": rows(true), "hasOwn": !rows(true).isEmpty,
            "defaults": rows(false), "defaultCount": rows(false).count,
            "targets": current.map(row), "hasTargets": !current.isEmpty,
            "otherTargets": others.prefix(Self.mostProposals).map(row),
            "hasOtherTargets": !others.isEmpty,
            "otherTargetCount": counted(others.count, "target"),
            "hasPersonal": personal > 0,
            "personal": counted(personal, "target"),
        ]
    }
}

extension Policy {
    /// Every constant with its name in a policy file, in the order in which a review prints them.
    fileprivate var settings: [(name: String, value: String)] {
        [("reporting_currency", reportingCurrency)]
            + Policy.constants.map { ($0.name, decimalText(self[keyPath: $0.path])) } + [
                ("lapsed_means_churn", "\(lapsedMeansChurn)"),
                ("walk_currency", showsCurrencyInWalk ? "on" : "off"),
                ("churn_reasons", churnReasons.words),
                ("model_owner_sees", modelOwnerSees.rawValue),
                (
                    "health_weights",
                    healthWeights.isEmpty
                        ? "estimated"
                        : healthWeights.sorted { $0.key.precedesByBytes($1.key) }
                            .map { "\($0.key) \(decimalText($0.value))" }.joined(separator: "; ")
                ),
                (
                    "rebases",
                    rebases.isEmpty
                        ? "none"
                        : rebases.map { rebase in
                            "\(rebase.metric)\(rebase.team.map { " of \($0)" } ?? "") from "
                                + "\(rebase.from): \(rebase.reason)"
                        }.joined(separator: "; ")
                ),
            ]
    }
}
