/// The text of a data point, with placeholders in braces.
///
///     let text = DataPointText("Active users: {value} of {of} licensed seats")
///     text.filled(["value": "18", "of": "25"])  // "Active users: 18 of 25 licensed seats"
public struct DataPointText: Sendable, Hashable {
    /// The text as the model has it.
    public let template: String

    /// The text with that template.
    public init(_ template: String) {
        self.template = template
    }

    /// The names in braces, in their order.
    public var placeholders: [String] { parts.filter(\.isPlaceholder).map { String($0.text) } }

    /// The text with its placeholders replaced. One without a value stays as it is.
    public func filled(_ values: [String: String]) -> String {
        parts.map { part in
            guard part.isPlaceholder else { return String(part.text) }
            return values[String(part.text)] ?? "{\(part.text)}"
        }.joined()
    }

    private var parts: [(text: Substring, isPlaceholder: Bool)] {
        var parts: [(text: Substring, isPlaceholder: Bool)] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"),
            let close = rest[open...].firstIndex(of: "}")
        {
            parts.append((rest[..<open], false))
            parts.append((rest[rest.index(after: open)..<close], true))
            rest = rest[rest.index(after: close)...]
        }
        return parts + [(rest, false)]
    }
}
