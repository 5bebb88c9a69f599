package import Formats

/// Something that a path or a query says.
package struct Parameter: Sendable {
    /// Its name.
    package let name: String
    /// Whether the path says it, not the query.
    package let isInPath: Bool
    /// What it may say.
    package let schema: JSON
    /// What it is, in one sentence.
    package let summary: String
    /// Whether a query must have it; a path always does.
    package let isRequired: Bool

    /// A parameter with these properties.
    package init(
        name: String, isInPath: Bool, schema: JSON, summary: String, isRequired: Bool = false
    ) {
        self.name = name
        self.isInPath = isInPath
        self.schema = schema
        self.summary = summary
        self.isRequired = isRequired
    }

    /// A part of the path that is not empty.
    package static func path(_ name: String, _ summary: String) -> Parameter {
        Parameter(
            name: name, isInPath: true, schema: ["type": "string", "minLength": .count(1)],
            summary: summary)
    }

    /// A parameter that a query may have.
    package static func query(_ name: String, _ schema: JSON, _ summary: String) -> Parameter {
        Parameter(name: name, isInPath: false, schema: schema, summary: summary)
    }
}
