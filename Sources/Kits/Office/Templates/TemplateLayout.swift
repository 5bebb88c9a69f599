/// A layout of a template.
struct TemplateLayout: Sendable, Equatable {
    /// The path of its part.
    var path: String
    /// The name that PowerPoint shows.
    var name: String
    /// What PowerPoint takes it for: `title`, `obj`, `titleOnly`, …; empty where it does not say.
    var kind: String
    /// The places on it.
    var placeholders: [Placeholder]
    /// Whether a title or text on it runs from top to bottom.
    var isVertical: Bool

    /// The place of the title.
    var title: Placeholder? { placeholders.first(where: \.isTitle) }

    /// The largest place for content.
    var content: Placeholder? {
        placeholders.filter(\.isContent).max { area($0) < area($1) }
    }

    /// The first place of a type.
    func first(_ type: String) -> Placeholder? { placeholders.first { $0.type == type } }

    /// A small place for text between title and content.
    var subtitle: Placeholder? {
        if let subtitle = first("subTitle") { return subtitle }
        guard let content else { return nil }
        return placeholders.first {
            $0.type == "body" && $0.index != content.index && $0.frame.bottom <= content.frame.y
                && $0.frame.points.height >= 18
        }
    }

    /// A small place for text below the content.
    var source: Placeholder? {
        guard let content else { return nil }
        return placeholders.first {
            $0.type == "body" && $0.index != content.index && $0.frame.y >= content.frame.bottom
                && $0.frame.points.height >= 12
        }
    }

    /// How many places for content are larger than a line of text.
    var contentCount: Int {
        placeholders.count {
            $0.isContent && $0.index != subtitle?.index && $0.index != source?.index
        }
    }

    private func area(_ placeholder: Placeholder) -> Int {
        placeholder.frame.width / 100 * (placeholder.frame.height / 100)
    }
}
