import Calendar
import Formats
import Publishing
import Domain
import Review

/// Shapes of what the interface takes and gives, as JSON Schema.
enum Schema {
    static let text: JSON = ["type": "string"]
    static let object: JSON = ["type": "object"]
    static let binary: JSON = ["type": "string", "format": "binary"]

    static func list(of element: JSON) -> JSON { ["type": "array", "items": element] }

    static func words(_ words: [String]) -> JSON {
        ["type": "string", "enum": .array(words.map(JSON.text))]
    }

    static func number(from least: Int, to most: Int) -> JSON {
        ["type": "integer", "minimum": .count(least), "maximum": .count(most)]
    }

    /// An object that has at least these members.
    static func object(_ members: [(String, JSON)]) -> JSON {
        [
            "type": "object", "required": .array(members.map { .text($0.0) }),
            "properties": .object(members.map { (name: $0.0, value: $0.1) }),
        ]
    }

    static let problem = object([
        ("type", text), ("title", text), ("status", ["type": "integer"]), ("detail", text),
        ("instance", text),
    ])
}

extension Endpoint.Content {
    static let json = Endpoint.Content(mediaType: "application/json", schema: Schema.object)
    static let png = Endpoint.Content(mediaType: "image/png", schema: Schema.binary)
    static let html = Endpoint.Content(mediaType: "text/html", schema: Schema.text)

    static func json(_ schema: JSON) -> Endpoint.Content {
        Endpoint.Content(mediaType: "application/json", schema: schema)
    }
}

extension Endpoint.Parameter {
    static let month = Endpoint.Parameter(
        name: "month", isInPath: true,
        schema: ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"],
        summary: "The month, as 2026-10.")

    static func path(_ name: String, _ summary: String) -> Endpoint.Parameter {
        Endpoint.Parameter(
            name: name, isInPath: true, schema: ["type": "string", "minLength": .count(1)],
            summary: summary)
    }

    static func query(_ name: String, _ schema: JSON, _ summary: String) -> Endpoint.Parameter {
        Endpoint.Parameter(name: name, isInPath: false, schema: schema, summary: summary)
    }

    static let limit = query("limit", Schema.number(from: 1, to: 500), "How many at most.")
    static let cursor = query(
        "cursor", ["type": "string", "pattern": "^[0-9]{1,9}-[0-9a-f]{16}$"],
        "Where the page before ended: its `next`.")
}
