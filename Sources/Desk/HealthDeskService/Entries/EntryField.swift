import Calendar
import Formats
import Web

/// A field that people fill in, or programs send.
struct EntryField: Sendable {
    /// What a field holds.
    enum Kind: Sendable {
        /// One line of text of at most so many characters.
        case line(most: Int)
        /// Text of several lines, of at most so many characters.
        case text(most: Int)
        /// A day.
        case day
        /// One of some words.
        case word([String])
    }

    let name: String
    let kind: Kind
    let isRequired: Bool

    init(_ name: String, _ kind: Kind, isRequired: Bool = false) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
    }

    /// The control characters that text must not contain, for a regular expression's brackets.
    private static let controls = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f"

    /// The schema of its values.
    var schema: JSON {
        switch kind {
        case .line(let most):
            [
                "type": "string", "maxLength": .count(most),
                "pattern": .text(pattern("\\u0000-\\u001f\\u007f")),
            ]
        case .text(let most):
            [
                "type": "string", "maxLength": .count(most),
                "pattern": .text(pattern(Self.controls)),
            ]
        case .day: ["type": "string", "format": "date"]
        case .word(let words): Schema.words(words)
        }
    }

    private func pattern(_ controls: String) -> String {
        isRequired ? "^[^\(controls)]*[^\(controls)\\s][^\(controls)]*$" : "^[^\(controls)]*$"
    }

    /// The value that was given; nil for none.
    ///
    /// - Throws: `EntryFault` if the field cannot be that.
    func value(_ given: String?) throws(EntryFault) -> String? {
        var text = (given ?? "").replacing("\r\n", with: "\n")
        if let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        {
            text = String(text[first...last])
        } else {
            text = ""
        }
        guard !text.isEmpty else {
            guard isRequired else { return nil }
            throw EntryFault(name, isChoice ? "Choose one." : "Fill this in.")
        }
        switch kind {
        case .line(let most): try check(text, most, allowing: "")
        case .text(let most): try check(text, most, allowing: "\n\t")
        case .day:
            guard Day(text) != nil else {
                throw EntryFault(name, "Give a day, such as 2026-10-31.")
            }
        case .word(let words):
            guard words.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else {
                throw EntryFault(name, "Choose one of \(words.joined(separator: ", ")).")
            }
        }
        return text
    }

    private var isChoice: Bool { if case .word = kind { true } else { false } }

    private func check(
        _ text: String, _ most: Int, allowing allowed: String
    ) throws(EntryFault) {
        guard text.unicodeScalars.count <= most else {
            throw EntryFault(name, "At most \(most) characters.")
        }
        let isClean = text.unicodeScalars.allSatisfy { scalar in
            (scalar.value >= 32 && scalar.value != 127)
                || allowed.unicodeScalars.contains(scalar)
        }
        guard isClean else { throw EntryFault(name, "Leave out control characters.") }
    }
}

/// Why something that a person enters cannot be taken: which field, and what to do.
struct EntryFault: Error, Equatable {
    let field: String
    let complaint: String

    init(_ field: String, _ complaint: String) {
        self.field = field
        self.complaint = complaint
    }
}
