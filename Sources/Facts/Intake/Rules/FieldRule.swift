import Calendar
import Formats
import Tables
import Domain

/// Reads and checks a field according to its column's kind.
enum FieldRule {
    static let longestIdentifier = 200
    static let longestText = 64 * 1024

    /// The value of a field, or the reason why it is invalid. An empty field means that no value is
    /// given.
    static func value(
        of field: UnsafeRawBufferPointer, in column: FeedColumn
    ) -> Result<FeedValue, Reason> {
        if field.isEmpty {
            if column.isRequired { return .failure("must be given") }
            return .success(column.isKey ? .text("") : .none)
        }
        let bytes = FieldBytes(bytes: field)
        switch column.kind {
        case .identifier, .account, .csm:
            if field.count > longestIdentifier { return .failure("is over 200 bytes long") }
            return text(bytes)
        case .text:
            if field.count > longestText { return .failure("is over 64 KiB long") }
            return text(bytes)
        case .word(let words):
            guard let word = bytes.text, words.contains(word) else {
                return .failure(Reason("must be \(words.joined(separator: ", "))"))
            }
            return .success(.text(word))
        case .day:
            guard let day = bytes.day else {
                return .failure("is not a day that exists, as YYYY-MM-DD or an RFC 3339 time")
            }
            return .success(.day(day))
        case .number:
            guard let number = bytes.number else {
                return .failure("is not a finite number with a decimal point")
            }
            return .success(.number(number))
        }
    }

    private static func text(_ bytes: FieldBytes) -> Result<FeedValue, Reason> {
        guard let text = bytes.text else { return .failure("is not UTF-8 text") }
        return .success(.text(text))
    }

    /// The rule that a field breaks, in plain words.
    struct Reason: Error, ExpressibleByStringLiteral {
        let text: String

        init(_ text: String) { self.text = text }

        init(stringLiteral value: String) { text = value }
    }
}
