import Testing

/// A value of a JSON document that a test may alter.
enum Node: Equatable, Sendable {
    case null
    case boolean(Bool)
    case double(Double)
    case string(String)
    case array([Node])
    case object([String: Node])

    /// The value of a document.
    ///
    /// - Throws: `MalformedJSON`.
    init(document: [UInt8]) throws {
        var parser = NodeParser(document)
        self = try parser.value()
    }
}

extension Node {
    var isNull: Bool { self == .null }

    var flag: Bool? { if case .boolean(let value) = self { value } else { nil } }

    var number: Double? { if case .double(let value) = self { value } else { nil } }

    /// A number that is whole.
    var count: Int? { number.flatMap { Int(exactly: $0) } }

    var text: String? { if case .string(let value) = self { value } else { nil } }

    var elements: [Node] { if case .array(let values) = self { values } else { [] } }

    /// A member of an object; null of null. A check that asks for a member which no object has would
    /// find nothing, ever.
    subscript(name: String) -> Node {
        get {
            switch self {
            case .null: return .null
            case .object(let members):
                if let member = members[name] { return member }
                Issue.record("the review has no member \(name)")
                return .null
            default:
                Issue.record("no member \(name) of \(self)")
                return .null
            }
        }
        set {
            guard case .object(var members) = self else { return }
            members[name] = newValue
            self = .object(members)
        }
    }

    /// An element of a list; null where there is none.
    subscript(at index: Int) -> Node {
        get { elements.indices.contains(index) ? elements[index] : .null }
        set {
            guard case .array(var values) = self, values.indices.contains(index) else { return }
            values[index] = newValue
            self = .array(values)
        }
    }
}

extension Node: CustomStringConvertible {
    var description: String {
        switch self {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let value): value
        case .array(let values): "\(values)"
        case .object(let members):
            members.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                .joined(separator: ", ")
        }
    }
}

/// A document that is no JSON.
struct MalformedJSON: Error {
    /// The byte at which it is not.
    let place: Int
}

/// Reads the JSON that reviews are written in.
private struct NodeParser {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func value() throws -> Node {
        skipSpace()
        switch try byte() {
        case UInt8(ascii: "{"): return .object(try members())
        case UInt8(ascii: "["): return .array(try values())
        case UInt8(ascii: "\""): return .string(try text())
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        default: return .double(try number())
        }
    }

    private mutating func members() throws -> [String: Node] {
        var members: [String: Node] = [:]
        place += 1
        while try !isOver(UInt8(ascii: "}")) {
            let name = try text()
            skipSpace()
            try skip(UInt8(ascii: ":"))
            members[name] = try value()
        }
        return members
    }

    private mutating func values() throws -> [Node] {
        var values: [Node] = []
        place += 1
        while try !isOver(UInt8(ascii: "]")) { values.append(try value()) }
        return values
    }

    /// Whether a container ends here. Steps over the end, or over the comma before the next member.
    private mutating func isOver(_ end: UInt8) throws -> Bool {
        skipSpace()
        if try byte() == end {
            place += 1
            return true
        }
        if try byte() == UInt8(ascii: ",") { place += 1 }
        skipSpace()
        return false
    }

    private mutating func text() throws -> String {
        try skip(UInt8(ascii: "\""))
        var text: [UInt8] = []
        while try byte() != UInt8(ascii: "\"") {
            if try byte() == UInt8(ascii: "\\") {
                place += 1
                switch try byte() {
                case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
                case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
                case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
                // Only control characters are written by their number, and no statement has one.
                case UInt8(ascii: "u"): place += 4
                case let byte: text.append(byte)
                }
            } else {
                text.append(try byte())
            }
            place += 1
        }
        place += 1
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func number() throws -> Double {
        let start = place
        while place < bytes.count, "+-.0123456789eE".utf8.contains(bytes[place]) { place += 1 }
        guard let number = Double(String(decoding: bytes[start..<place], as: UTF8.self)) else {
            throw MalformedJSON(place: start)
        }
        return number
    }

    private mutating func word(_ word: String, _ value: Node) throws -> Node {
        guard bytes[place...].starts(with: word.utf8) else { throw MalformedJSON(place: place) }
        place += word.utf8.count
        return value
    }

    private mutating func skip(_ expected: UInt8) throws {
        guard try byte() == expected else { throw MalformedJSON(place: place) }
        place += 1
    }

    private mutating func skipSpace() {
        while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x0A { place += 1 }
    }

    private func byte() throws -> UInt8 {
        guard place < bytes.count else { throw MalformedJSON(place: place) }
        return bytes[place]
    }
}
