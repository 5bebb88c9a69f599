import Access
import Calendar
import Domain
import Formats
import Review
import SignIn
import Templating

/// What the settings page shows beside tokens and people: the constants and targets that figures
/// depend on.
struct SettingsPage {
    let portfolio: Portfolio
    let policy: Policy
    let policyFile: PolicyFile?
    let today: Day

    /// The most targets that do not apply today which are listed.
    private static let mostOthers = 300

    /// The sections of the page, and what its forms propose.
    func settings() throws -> OtherSettings {
        let teams = Set(portfolio.csms.flatMap { $0.teams.compactMap(\.team) }).sorted()
        return OtherSettings(
            sections: [("targets", "Targets"), ("policy", "Policy")],
            content: try serviceTemplates.text("settings", values),
            proposals: [
                "csm": portfolio.csms.map { ($0.id.text, $0.name) }, "team": teams.map { ($0, "") },
            ])
    }

    private func row(_ target: Target) -> [String: Any] {
        [
            "metric": target.metric, "value": decimalText(target.value),
            "whose": target.scope == .company ? "the company" : target.scopeID,
            "from": target.from.description, "to": target.to.description,
        ]
    }

    private var values: [String: Any] {
        let constants = policy.settings.map { name, value in
            (name: name, value: value, isOwn: policyFile?.constants.contains(name) ?? false)
        }
        func rows(_ isOwn: Bool) -> [[String: String]] {
            constants.filter { $0.isOwn == isOwn }.map { ["name": $0.name, "value": $0.value] }
        }
        let shared = portfolio.targets.filter { $0.scope != .csm }
        let personal = portfolio.targets.count - shared.count
        let (current, others) = (
            shared.filter { $0.from <= today && today <= $0.to },
            shared.filter { today < $0.from || $0.to < today }
        )
        return [
            "hasPolicyFile": policyFile != nil, "policyFile": policyFile?.name ?? "",
            "own": rows(true), "hasOwn": !rows(true).isEmpty,
            "defaults": rows(false), "defaultCount": rows(false).count,
            "targets": current.map(row), "hasTargets": !current.isEmpty,
            "otherTargets": others.prefix(Self.mostOthers).map(row),
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
