import Calendar
import Formats
import Tables
import Domain

/// Where the value of one feed column comes from in a record of a file.
struct FieldSource {
    /// The position in the record; nil for a constant or if the file lacks the column.
    var position: Int?
    /// The column's name in the file, for messages.
    var name: String
    var mapping: Mapping.ColumnMapping?
    /// Conditions on other fields of the record. If one fails, the value is empty.
    var conditions: [FieldCondition] = []

    /// Whether the field's bytes are used unchanged.
    var isPlain: Bool {
        guard let mapping else { return true }
        return mapping.words == nil && mapping.multiply == nil && mapping.worst == nil
            && mapping.bands == nil && mapping.constant == nil && conditions.isEmpty
    }

    /// The value for the feed: the field's own bytes, or the text that the mapping turns them into.
    func translated(_ fields: [UnsafeRawBufferPointer]) -> Translation {
        guard let mapping, !isPlain else {
            return .bytes(
                position.map { fields[$0] } ?? UnsafeRawBufferPointer(start: nil, count: 0))
        }
        guard conditions.allSatisfy({ $0.holds(fields) }) else { return .text("") }
        if let constant = mapping.constant { return .text(constant) }
        guard let position, !fields[position].isEmpty else { return .text("") }
        let bytes = FieldBytes(bytes: fields[position])
        guard var text = bytes.text else { return .bytes(fields[position]) }
        if let words = mapping.words {
            guard let word = words[text] ?? words["*"] else {
                return .unknownWord(words.keys.sorted().joined(separator: ", "))
            }
            text = word
        }
        guard mapping.multiply != nil || mapping.worst != nil || mapping.bands != nil,
            !text.isEmpty
        else { return .text(text) }
        var copy = text
        guard let number = copy.withUTF8({ FieldBytes(bytes: UnsafeRawBufferPointer($0)).number })
        else { return .text(text) }
        if let bands = mapping.bands {
            return .text(bands.first { number <= $0.upTo }?.word ?? text)
        }
        var value = number * (mapping.multiply ?? 1)
        if let worst = mapping.worst, let best = mapping.best {
            value = (value - worst) / (best - worst) * 100
        }
        return .text(String(value))
    }

    enum Translation {
        case bytes(UnsafeRawBufferPointer)
        case text(String)
        case unknownWord(String)
    }
}

/// A condition that a field holds one of these words, or with `isExclusion` none of them.
struct FieldCondition {
    let position: Int
    let words: Set<String>
    var isExclusion = false

    func holds(_ fields: [UnsafeRawBufferPointer]) -> Bool {
        guard let text = FieldBytes(bytes: fields[position]).text else { return false }
        return words.contains(text) != isExclusion
    }
}
