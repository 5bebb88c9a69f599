import Access
import Calendar
import Delivery
import Domain
import Formats
import Glibc
import SettingsFiles
import Transfers

extension DeliverySettings {
    /// Reads a file such as `Data/deliveries.yaml`.
    ///
    /// - Parameter path: the file.
    /// - Throws: `FileError`, or `DeliverySettingsError.settings` that names the value which is wrong.
    package init(yamlFile path: String) throws {
        self = try readYAML(
            path, failure: { DeliverySettingsError.settings(path: path, reason: $0) }, Self.init)
    }

    private init(_ file: FileValue) throws {
        let members = try file.members([
            "hour", "holidays", "stale_after_days", "mail", "deliveries", "alerts",
        ])
        let ways = DeliveryWays(mail: members["mail"])
        let reviews = try members["deliveries"]?.list().map { try Self.review($0, ways) } ?? []
        let alerts = try members["alerts"]?.list().map { try Self.alerts($0, ways) } ?? []
        guard !reviews.isEmpty || !alerts.isEmpty else {
            throw file.fault("delivers nothing: give deliveries or alerts")
        }
        var names: Set<String> = []
        for delivery in reviews + alerts where !names.insert(delivery.name).inserted {
            throw file.fault("has two deliveries of the name '\(delivery.name)'")
        }
        self.init(deliveries: reviews + alerts)
        if let value = members["hour"] { hour = try value.whole(0...23) }
        if let value = members["stale_after_days"] { staleAfterDays = try value.whole(1...366) }
        holidays = Set(try members["holidays"]?.list().map { try $0.day() } ?? [])
    }

    private static let common = [
        "name", "role", "team", "csm", "mail", "folder", "webhook",
    ]

    private static func review(
        _ value: FileValue, _ ways: DeliveryWays
    ) throws -> PlannedDelivery {
        let members = try value.members(common + ["what", "when"])
        let role = try members.role()
        guard let reader = role.reader else {
            throw try members.required("role").fault(
                "may see no review; it can be vp, manager, csm, board")
        }
        let contents: [DeliveryContent] = try members.required("what").oneOrMore { try $0.word() }
        guard Set(contents).count == contents.count else {
            throw try members.required("what").fault("names something twice")
        }
        for content in contents {
            guard let roles = content.refusal(for: reader) else { continue }
            throw try members.required("what").fault(
                "has \(content.rawValue), which is for the roles \(roles)")
        }
        return try delivery(
            members, role, .review(contents, try members.required("when").time()), ways)
    }

    private static func alerts(
        _ value: FileValue, _ ways: DeliveryWays
    ) throws -> PlannedDelivery {
        let members = try value.members(common + ["rules"])
        let role = try members.role()
        let rules: [AlertRule] = try members.required("rules").oneOrMore { try $0.word() }
        for rule in rules where role.viewer(subject: "", name: "").reach(to: rule.right) == nil {
            throw try members.required("rules").fault(
                "has \(rule.rawValue), which is not for the role \(role.words)")
        }
        return try delivery(members, role, .alerts(rules), ways)
    }

    private static func delivery(
        _ members: FileMembers, _ role: DeliveryRole, _ subject: PlannedDelivery.Subject,
        _ ways: DeliveryWays
    ) throws -> PlannedDelivery {
        let name = try members.required("name")
        let text = try name.text()
        guard (1...40).contains(text.utf8.count),
            text.utf8.allSatisfy({
                (97...122).contains($0) || (48...57).contains($0) || $0 == 45
            })
        else {
            throw name.fault(
                "must have at most 40 lower-case letters, digits and hyphens, such as vp-brief")
        }
        let (route, place) = try ways.route(members)
        return PlannedDelivery(
            name: text, role: role, subject: subject, route: route, place: place)
    }
}

extension FileMembers {
    /// The role, with the CSM or the team that it needs.
    fileprivate func role() throws -> DeliveryRole {
        let role = try required("role")
        let text = try role.text()
        if text != "manager", let team = self["team"] {
            throw team.fault("is for the role manager only")
        }
        if text != "csm", let csm = self["csm"] { throw csm.fault("is for the role csm only") }
        switch text {
        case "vp": return .vp
        case "manager": return .manager(team: try required("team").text())
        case "csm": return .csm(CSMID(try required("csm").text()))
        case "board": return .board
        case "admin": return .admin
        default: throw role.fault("must be one of vp, manager, csm, board, admin")
        }
    }
}

extension FileValue {
    /// One entry, or a list of them.
    func oneOrMore<Entry>(_ read: (FileValue) throws -> Entry) throws -> [Entry] {
        isPlain ? [try read(self)] : try list().map(read)
    }

    /// `close`, or `{ working_day: 3 }`.
    fileprivate func time() throws -> DeliveryTime {
        guard isPlain else {
            return .workingDay(
                try members(["working_day"]).required("working_day").whole(1...15))
        }
        guard try text() == "close" else {
            throw fault("must be close, or { working_day: 3 }")
        }
        return .onClose
    }
}
