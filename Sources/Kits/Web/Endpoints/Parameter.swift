package import Formats

/// A parameter of a path or a query.
package struct Parameter: Sendable {
    /// Its name.
    package let name: String
    /// Whether it is in the path. If not, it is in the query.
    package let isInPath: Bool
    /// The schema of its values.
    package let schema: JSON
    /// What it is, in one sentence.
    package let summary: String
    /// Whether a query must have it. A path always has its parameters.
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

    /// A part of the path; must not be empty.
    package static func path(_ name: String, _ summary: String) -> Parameter {
        Parameter(
            name: name, isInPath: true, schema: ["type": "string", "minLength": .count(1)],
            summary: summary)
    }

    /// An optional parameter of the query.
    package static func query(_ name: String, _ schema: JSON, _ summary: String) -> Parameter {
        Parameter(name: name, isInPath: false, schema: schema, summary: summary)
    }
}
