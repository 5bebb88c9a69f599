import Mustache

/// A plain struct whose members are the values of a template, by name.
package protocol PagePart {}

/// The members of a part by name.
///
/// They are read by reflection once. The template engine itself would reflect on the part again for
/// every tag.
struct TemplateValues: MustacheParent {
    private let members: [String: Any]

    init(_ part: any PagePart) {
        var members: [String: Any] = [:]
        for child in Mirror(reflecting: part).children {
            if let label = child.label, let value = Self.value(child.value) {
                members[label] = value
            }
        }
        self.members = members
    }

    func child(named name: String) -> Any? { members[name] }

    /// A member in the form that the template engine expects; nil for an optional without a value.
    private static func value(_ member: Any) -> Any? {
        switch member {
        case let text as String: text
        case let flag as Bool: flag
        case let part as any PagePart: TemplateValues(part)
        case let parts as [any PagePart]: parts.map(TemplateValues.init)
        default: Mirror(reflecting: member).displayStyle == .optional ? nil : member
        }
    }
}
