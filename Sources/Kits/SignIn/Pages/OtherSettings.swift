/// What the settings page of a service has beside tokens and people.
package struct OtherSettings: Sendable {
    /// The links to its sections: their identifiers and names.
    package var sections: [(id: String, name: String)]
    /// The sections, as HTML.
    package var content: String
    /// What the forms propose for a part of a viewer, by its name: values and their labels.
    package var proposals: [String: [(value: String, label: String)]]

    /// These settings.
    package init(
        sections: [(id: String, name: String)], content: String,
        proposals: [String: [(value: String, label: String)]]
    ) {
        self.sections = sections
        self.content = content
        self.proposals = proposals
    }
}
