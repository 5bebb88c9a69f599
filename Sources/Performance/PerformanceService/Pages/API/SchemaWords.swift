import Formats

/// A JSON Schema in words: `a whole number from 1 to 500`.
///
/// It knows what the schemas of this service use; of anything else it says the type.
struct SchemaWords {
    /// The words.
    let text: String

    /// The words for a schema.
    init(_ schema: JSON) { text = Self.words(schema) }

    private static func words(_ schema: JSON) -> String {
        switch schema["type"]?.string {
        case "string": textWords(schema)
        case "integer": "a whole number" + range(schema)
        case "number": "a number" + range(schema)
        case "boolean": "true or false"
        case "array": "a list, each element " + words(schema["items"] ?? .null)
        case "object": objectWords(schema)
        default: "anything"
        }
    }

    private static func textWords(_ schema: JSON) -> String {
        let choices = (schema["enum"] ?? .null).elements.compactMap(\.string)
        if !choices.isEmpty { return "one of " + choices.joined(separator: ", ") }
        if schema["format"]?.string == "binary" { return "bytes" }
        var text = schema["format"]?.string.map { "a text (\($0))" } ?? "a text"
        if let most = schema["maxLength"]?.double {
            text += " of at most \(decimalText(most)) characters"
        }
        return text
    }

    private static func range(_ schema: JSON) -> String {
        // A limit that no number in JSON passes (RFC 8259, 6) is none.
        let most = schema["maximum"]?.double.flatMap { $0 < 0x1p53 ? $0 : nil }
        return switch (schema["minimum"]?.double, most) {
        case (let least?, let most?): " from \(decimalText(least)) to \(decimalText(most))"
        case (let least?, nil): " of at least \(decimalText(least))"
        case (nil, let most?): " of at most \(decimalText(most))"
        case (nil, nil): ""
        }
    }

    private static func objectWords(_ schema: JSON) -> String {
        let members = (schema["properties"] ?? .null).members
        guard !members.isEmpty else { return "an object" }
        let needed = Set((schema["required"] ?? .null).elements.compactMap(\.string))
        let words = members.map { name, value in
            "\(name) (\(needed.contains(name) ? "" : "optional, ")\(self.words(value)))"
        }
        return "an object with " + words.joined(separator: ", ")
    }
}
