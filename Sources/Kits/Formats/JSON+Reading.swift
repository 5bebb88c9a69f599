extension JSON {
    /// The member of an object with this name; nil if there is none.
    ///
    /// - Complexity: O(n) in the members.
    package subscript(name: String) -> JSON? { members.first { $0.name == name }?.value }

    /// The members of an object; empty for any other value.
    package var members: [(name: String, value: JSON)] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The elements of an array; empty for any other value.
    package var elements: [JSON] {
        switch self {
        case .array(let elements): elements
        case .list(let count, let element): (0..<count).map(element)
        default: []
        }
    }

    /// The text; nil for any other value.
    package var string: String? { if case .text(let text) = self { text } else { nil } }

    /// The number; nil for any other value.
    package var double: Double? { if case .number(let value) = self { value } else { nil } }

    /// The Boolean; nil for any other value.
    package var flag: Bool? { if case .bool(let value) = self { value } else { nil } }
}
