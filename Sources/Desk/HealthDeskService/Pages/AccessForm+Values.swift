import DeskAccess

extension AccessForm {
    /// The values of the form's template.
    var values: [String: Any] {
        let prefix = kind == .token ? "token" : "person"
        var values: [String: Any] = [
            "prefix": prefix, "isToken": kind == .token, "isPerson": kind == .person,
            "address": kind == .token ? "/settings/tokens" : "/settings/people",
            "send": kind == .token ? "Make the token" : "Give access",
            "roles": Role.allCases.map { role in
                [
                    "value": role.rawValue, "label": role.words,
                    "isChosen": typed["role"] == role.rawValue,
                ] as [String: Any]
            },
            "isOpen": !complaints.isEmpty,
        ]
        for field in ["name", "role", "csm", "team", "days", "email", "subject"] {
            values[field] = typed[field] ?? ""
            values["\(field)Complaint"] = complaints[field] ?? ""
            values["\(field)IsWrong"] = complaints[field] != nil
        }
        return values
    }
}
