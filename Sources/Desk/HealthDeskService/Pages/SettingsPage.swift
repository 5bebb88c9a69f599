import DeskAccess
import Domain
import Scoring
import SignIn
import Templating

/// What the settings page shows beside tokens and people: the constants of the desk.
struct SettingsPage {
    let open: OpenDay
    let policy: DeskPolicy

    /// The section of the page, and what its forms propose.
    func settings() throws -> OtherSettings {
        let standard = DeskPolicy()
        let constants = DeskPolicy.constants.map { name, path in
            [
                "name": name, "value": policy[keyPath: path].plain,
                "source": policy[keyPath: path] == standard[keyPath: path]
                    ? "default" : "policy file",
            ]
        }
        let teams = Set(open.csms.compactMap { $0.team(on: open.day) }).sorted()
        return OtherSettings(
            sections: [("policy", "Constants")],
            content: try deskTemplates.text("settings", ["constants": constants]),
            proposals: [
                "csm": open.csms.map { ($0.id.text, $0.name) }, "team": teams.map { ($0, "") },
            ])
    }
}

extension Double {
    /// The number without decimals that say nothing: `60`, `0.05`.
    fileprivate var plain: String { self == rounded() ? String(Int(self)) : String(self) }
}
