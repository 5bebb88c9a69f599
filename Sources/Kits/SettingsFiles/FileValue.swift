package import Calendar
package import Yams

/// A value of a YAML file that knows its place, so that every complaint names it.
///
///     let members = try file.members(["server", "port"])
///     let port = try members.required("port").whole(1...65_535)
package struct FileValue {
    /// Where it stands: `components[2].weight`; empty for the whole file.
    package let place: String
    private let node: Node

    /// The value of a node at a place.
    package init(_ node: Node, place: String) {
        self.node = node
        self.place = place
    }

    /// The complaint about the value.
    package func fault(_ complaint: String) -> FileFault { FileFault(place, complaint) }

    /// Its members by name.
    ///
    /// - Parameter known: the names that it may have.
    /// - Returns: the members.
    /// - Throws: `FileFault` for another name, one that is there twice, or no mapping at all.
    package func members(_ known: [String]) throws -> FileMembers {
        guard let mapping = node.mapping else { throw fault("must hold names and values") }
        var members: [String: FileValue] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string, known.contains(name) else {
                throw FileFault(
                    inside(key.scalar?.string ?? "?"),
                    "is unknown; it can be \(known.joined(separator: ", "))")
            }
            members[name] = FileValue(value, place: inside(name))
        }
        return FileMembers(value: self, members: members)
    }

    /// All its members with their names, in the order of the file.
    package func pairs() throws -> [(name: String, value: FileValue)] {
        guard let mapping = node.mapping else { throw fault("must hold names and values") }
        return try mapping.map { key, value in
            guard let name = key.scalar?.string else { throw fault("must hold names and values") }
            return (name, FileValue(value, place: inside(name)))
        }
    }

    /// Its entries, at least one.
    package func list() throws -> [FileValue] {
        guard let sequence = node.sequence, !sequence.isEmpty else {
            throw fault("must be a list with at least one entry")
        }
        return sequence.enumerated().map { FileValue($1, place: "\(place)[\($0)]") }
    }

    /// Whether it is a text, a number or the like, and no list or mapping.
    package var isPlain: Bool { node.scalar != nil }

    /// A text that is not empty.
    package func text() throws -> String {
        guard let text = node.scalar?.string, !text.isEmpty, text != "~" else {
            throw fault("must be a text")
        }
        return text
    }

    /// A name such as `active_users`: letters, digits, points, hyphens and underscores.
    package func name() throws -> String {
        let text = try text()
        guard text.allSatisfy({ $0.isLetter || $0.isNumber || "._-".contains($0) }) else {
            throw fault("must be a name without blanks, such as active_users")
        }
        return text
    }

    /// A number in a range.
    package func number(_ range: ClosedRange<Double>) throws -> Double {
        guard let text = node.scalar?.string, let number = Double(text), number.isFinite else {
            throw fault("must be a number")
        }
        guard range.contains(number) else {
            throw fault(
                "must lie between \(range.lowerBound) and \(range.upperBound), not at \(text)")
        }
        return number
    }

    /// A whole number in a range.
    package func whole(_ range: ClosedRange<Int>) throws -> Int {
        let number = try number(Double(range.lowerBound)...Double(range.upperBound))
        guard let whole = Int(exactly: number) else { throw fault("must be a whole number") }
        return whole
    }

    /// A weight: a number above 0.
    package func weight() throws -> Double {
        let weight = try number(0...1_000_000)
        guard weight > 0 else { throw fault("must be above 0") }
        return weight
    }

    /// A day such as 2026-01-31.
    package func day() throws -> Day {
        guard let day = node.scalar.flatMap({ Day($0.string) }) else {
            throw fault("must be a day such as 2026-01-31")
        }
        return day
    }

    /// One of some words.
    package func word<Word: RawRepresentable<String> & CaseIterable>() throws -> Word {
        guard let word = node.scalar.flatMap({ Word(rawValue: $0.string) }) else {
            throw fault("must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return word
    }

    private func inside(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }
}

/// The members of a value, by name.
package struct FileMembers {
    /// The value whose members they are.
    package let value: FileValue
    fileprivate let members: [String: FileValue]

    fileprivate init(value: FileValue, members: [String: FileValue]) {
        self.value = value
        self.members = members
    }

    /// The member of a name; nil without it.
    package subscript(_ name: String) -> FileValue? { members[name] }

    /// The member of a name.
    ///
    /// - Throws: `FileFault` without it.
    package func required(_ name: String) throws -> FileValue {
        guard let member = members[name] else {
            throw FileFault(value.place.isEmpty ? name : "\(value.place).\(name)", "must be given")
        }
        return member
    }
}
