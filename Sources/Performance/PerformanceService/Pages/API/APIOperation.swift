import Formats

/// An operation of an OpenAPI document in the form in which a page shows it.
struct APIOperation {
    private let method: String
    private let path: String
    private let operation: JSON

    /// The operation of a method at a path.
    init(method: String, path: String, _ operation: JSON) {
        self.method = method
        self.path = path
        self.operation = operation
    }

    /// The values of its part of the page's template.
    var values: [String: Any] {
        let parameters = (operation["parameters"] ?? .null).elements
        return [
            "id": operation["operationId"]?.string ?? "", "method": method, "path": path,
            "summary": operation["summary"]?.string ?? "",
            "callers": operation["description"]?.string ?? "",
            "hasParameters": !parameters.isEmpty,
            "parameters": parameters.map { parameter in
                [
                    "name": parameter["name"]?.string ?? "",
                    "place": parameter["in"]?.string == "path" ? "path" : "query",
                    "isRequired": parameter["required"]?.flag ?? false,
                    "schema": SchemaWords(parameter["schema"] ?? .null).text,
                    "summary": parameter["description"]?.string ?? "",
                ] as [String: Any]
            },
            "hasBody": operation["requestBody"] != nil,
            "bodies": contents(operation["requestBody"]),
            "answers": (operation["responses"] ?? .null).members.filter { $0.name != "default" }
                .map { status, answer in
                    [
                        "status": status, "phrase": answer["description"]?.string ?? "",
                        "contents": contents(answer),
                    ] as [String: Any]
                },
        ]
    }

    /// The kinds of body that a request or an answer has.
    private func contents(_ holder: JSON?) -> [[String: String]] {
        (holder?["content"] ?? .null).members.map { type, content in
            let words = SchemaWords(content["schema"] ?? .null).text
            return ["type": type, "schema": words]
        }
    }
}
