/// The name of one of several people or things, and what tells it from the others where the name
/// cannot.
///
/// ```swift
/// ChartLabel(name: "Dana W.", identifier: "C0007")
/// ```
public struct ChartLabel: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The name, in any script.
    public var name: String
    /// A short text that nobody else has; nil for none.
    public var identifier: String?

    /// The name of one of several.
    public init(name: String, identifier: String? = nil) {
        self.name = name
        self.identifier = identifier
    }

    /// A name without identifier.
    public init(stringLiteral name: String) { self.init(name: name) }
}
