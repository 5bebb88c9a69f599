import Formats

/// An OpenAPI document in the form in which a page shows it.
struct APIDescription {
    private let document: JSON

    /// The description in a document.
    init(_ document: JSON) { self.document = document }

    /// The values of the page's template.
    var values: [String: Any] {
        let groups = groups
        return [
            "groups": groups.map { group in
                [
                    "name": group.name, "id": group.id,
                    "operations": group.operations.map(\.values),
                ] as [String: Any]
            },
            "problem": problem,
        ]
    }

    /// The operations about one thing.
    private struct Group {
        let id: String
        let name: String
        var operations: [APIOperation]
    }

    /// The groups, in the order in which their first paths come; what is beside the versioned
    /// interface comes last.
    private var groups: [Group] {
        var groups: [Group] = []
        for (path, methods) in (document["paths"] ?? .null).members {
            let parts = path.split(separator: "/")
            let isVersioned = parts.starts(with: ["api", "v1"]) && path != "/api/v1/openapi.json"
            let id = isVersioned ? String(parts[2]) : "operation"
            let operations = methods.members.map { method, operation in
                APIOperation(method: method.uppercased(), path: path, operation)
            }
            if let known = groups.firstIndex(where: { $0.id == id }) {
                groups[known].operations += operations
            } else {
                groups.append(Group(id: id, name: Self.name(id), operations: operations))
            }
        }
        return groups.filter { $0.id != "operation" } + groups.filter { $0.id == "operation" }
    }

    /// The heading of a group: `access-log` becomes `Access log`.
    private static func name(_ id: String) -> String {
        let words = id.replacing("-", with: " ")
        return words.withCapitalInitial
    }

    /// The members of a problem document, in words.
    private var problem: String {
        let schema = document["components"]?["schemas"]?["Problem"] ?? .null
        return SchemaWords(schema).text
    }
}
