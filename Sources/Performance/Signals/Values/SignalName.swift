import Domain

/// Names a signal: a number that was known of an account before its renewal fell due.
///
///     SignalName(.score, "composite") < SignalName(.movement, "change_30")
///
/// Source: `Documentation/methods.md`, 16.
public struct SignalName: Hashable, Comparable, Sendable, Codable {
    /// The kind of signal.
    public let family: SignalFamily
    /// The name within its kind.
    public let name: String

    /// The signal of that name.
    public init(_ family: SignalFamily, _ name: String) {
        self.family = family
        self.name = name
    }

    /// The health score itself.
    public static let composite = SignalName(.score, "composite")

    /// Whether it is the score or its movement, which new weights would replace.
    var isReplaced: Bool { self == .composite || family == .movement }

    /// Whether it is a component of the score.
    var isComponent: Bool { family == .score && self != .composite }

    /// Whether the family and the bytes of the name are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.family == right.family && left.name.hasSameBytes(as: right.name)
    }

    /// Whether `left` is listed first: by family, then by the bytes of the name.
    public static func < (left: Self, right: Self) -> Bool {
        left.family == right.family
            ? left.name.precedesByBytes(right.name) : left.family.rank < right.family.rank
    }

    /// Hashes the family and the bytes of the name.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(family)
        hasher.combine(Identifier<Self>(name))
    }
}
