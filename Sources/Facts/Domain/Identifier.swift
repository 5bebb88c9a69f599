import Formats

/// The name of an entity in the feeds. Identifiers are compared and sorted by their UTF-8 bytes, so
/// that the same file gives the same order everywhere, and two spellings never merge.
public struct Identifier<Entity>: Hashable, Comparable, Sendable {
    /// The name as the feed wrote it.
    public let text: String

    /// The identifier with that name.
    public init(_ text: String) {
        self.text = text
    }

    /// Whether the bytes are the same.
    public static func == (left: Self, right: Self) -> Bool {
        left.text.hasSameBytes(as: right.text)
    }

    /// Whether `left` comes first by its UTF-8 bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.text.precedesByBytes(right.text)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}

extension Identifier: CustomStringConvertible {
    /// The name as the feed wrote it.
    public var description: String { text }
}

extension String {
    /// Whether two texts are the same byte for byte. (`==` is also true for texts that only look
    /// the same.)
    package func hasSameBytes(as other: String) -> Bool {
        let left = utf8.span
        let right = other.utf8.span
        return left.count == right.count && left.indices.allSatisfy { left[$0] == right[$0] }
    }

    /// Whether some texts contain this one, byte for byte.
    package func isOneByBytes(of others: [String]) -> Bool {
        others.contains { hasSameBytes(as: $0) }
    }

    /// Whether the text comes before `other` by its UTF-8 bytes. Every list that a review prints is
    /// in this order.
    public func precedesByBytes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}

/// Identifies an account.
public typealias AccountID = Identifier<Account>
/// Identifies a customer success manager.
public typealias CSMID = Identifier<CSM>
