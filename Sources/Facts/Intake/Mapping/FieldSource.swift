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

    /// The value for the feed: the field's own bytes without blanks around them, or the text that
    /// the mapping turns them into.
    func translated(
        _ fields: [UnsafeRawBufferPointer], _ reading: FieldReading, _ use: NumberUse
    ) -> Translation {
        let own = position.flatMap { $0 < fields.count ? reading.content(fields[$0]) : nil }
        guard let mapping, !isPlain else { return .bytes(own ?? Self.nothing) }
        guard conditions.allSatisfy({ $0.holds(fields) }) else { return .bytes(Self.nothing) }
        if let constant = mapping.constant { return .text(constant) }
        guard let own, !own.isEmpty else { return .bytes(Self.nothing) }
        let bytes = FieldBytes(bytes: own)
        guard let text = bytes.text else { return .bytes(own) }
        var word: String?
        if let words = mapping.words {
            word = words[text] ?? mapping.wordsInSmallLetters?[text.lowercased()] ?? words["*"]
            guard word != nil else { return .unknownWord(mapping.knownWords) }
        }
        guard mapping.multiply != nil || mapping.worst != nil || mapping.bands != nil,
            word != ""
        else { return word.map { .text($0) } ?? .bytes(own) }
        let written =
            word.map { Double($0).map { MarkedNumber(value: $0) } }
            ?? reading.number(bytes.bytes, use)
        guard let number = written else { return word.map { .text($0) } ?? .bytes(own) }
        if let bands = mapping.bands {
            return bands.first { number.value <= $0.upTo }.map { .text($0.word) } ?? .bytes(own)
        }
        var value = number.value * (mapping.multiply ?? 1)
        if let worst = mapping.worst, let best = mapping.best {
            return .text(String((value - worst) / (best - worst) * 100))
        }
        // What stands beside the number still holds.
        value += 0
        return .text(
            String(value) + (number.isPercent ? "%" : "") + (number.currency.map { " " + $0 } ?? "")
        )
    }

    private static var nothing: UnsafeRawBufferPointer { .init(start: nil, count: 0) }

    enum Translation {
        /// As the file has it.
        case bytes(UnsafeRawBufferPointer)
        /// What the mapping says, in the program's own form.
        case text(String)
        case unknownWord(String)
    }
}

/// A condition that a field holds one of these words, in any case, or with `isExclusion` none of
/// them.
struct FieldCondition {
    let position: Int
    let words: Set<String>
    var isExclusion = false

    func holds(_ fields: [UnsafeRawBufferPointer]) -> Bool {
        guard position < fields.count,
            let text = FieldBytes(bytes: FieldBytes(bytes: fields[position]).trimmed).text
        else { return isExclusion }
        return words.contains(text.lowercased()) != isExclusion
    }
}
