import Calendar
import Formats
import Tables
import Domain

/// Where the field of one feed column comes from in the records of a file.
struct FieldSource {
    /// Position in the record; nil for a constant or a column that the file lacks.
    var position: Int?
    /// The name that the file gives it, for messages.
    var name: String
    var mapping: Mapping.ColumnMapping?
    /// What other fields of the record must say; the field is empty where they do not.
    var conditions: [FieldCondition] = []

    /// Whether the field's bytes are taken as they are.
    var isPlain: Bool {
        guard let mapping else { return true }
        return mapping.words == nil && mapping.multiply == nil && mapping.worst == nil
            && mapping.bands == nil && mapping.constant == nil && conditions.isEmpty
    }

    /// The field as the feed wants it: the bytes themselves, or the text they are translated to.
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

/// That a field of a record holds one of these words, or none of them.
struct FieldCondition {
    let position: Int
    let words: Set<String>
    var isExclusion = false

    func holds(_ fields: [UnsafeRawBufferPointer]) -> Bool {
        guard let text = FieldBytes(bytes: fields[position]).text else { return false }
        return words.contains(text) != isExclusion
    }
}
