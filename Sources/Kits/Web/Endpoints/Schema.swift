package import Formats

/// JSON Schemas for the parameters and bodies of an API.
package enum Schema {
    /// Any text.
    package static let text: JSON = ["type": "string"]
    /// Any object.
    package static let object: JSON = ["type": "object"]
    /// Any bytes.
    package static let binary: JSON = ["type": "string", "format": "binary"]

    /// A list whose elements all have this schema.
    package static func list(of element: JSON) -> JSON { ["type": "array", "items": element] }

    /// One of these words.
    package static func words(_ words: [String]) -> JSON {
        ["type": "string", "enum": .array(words.map(JSON.text))]
    }

    /// A whole number within a range.
    package static func number(from least: Int, to most: Int) -> JSON {
        ["type": "integer", "minimum": .count(least), "maximum": .count(most)]
    }

    /// An object that has at least these members.
    package static func object(_ members: [(String, JSON)]) -> JSON {
        [
            "type": "object", "required": .array(members.map { .text($0.0) }),
            "properties": .object(members.map { (name: $0.0, value: $0.1) }),
        ]
    }

    /// A problem document (RFC 9457).
    static let problem = object([
        ("type", text), ("title", text), ("status", ["type": "integer"]), ("detail", text),
        ("instance", text),
    ])
}
