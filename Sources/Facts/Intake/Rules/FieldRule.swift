import Calendar
import Domain
import Tables

/// Reads and checks a field according to its column's kind.
enum FieldRule {
    static let longestIdentifier = 200
    static let longestText = 64 * 1024

    /// What a spreadsheet writes where a formula failed or a column is too narrow.
    private static let errors: Set<String> = [
        "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
    ]

    /// The value of a field, or the reason why it is invalid. An empty field means that no value is
    /// given.
    ///
    /// - Parameters:
    ///   - field: the bytes, without blanks around them.
    ///   - column: the column of the feed.
    ///   - position: the column of the file.
    ///   - use: what a number of the column is.
    ///   - reading: how the file writes dates and numbers.
    /// - Returns: the value, with what the field says beside it, or the broken rule.
    static func value(
        of field: UnsafeRawBufferPointer, in column: FeedColumn, at position: Int?,
        use: NumberUse, _ reading: FieldReading
    ) -> Result<Value, Reason> {
        if field.isEmpty {
            if column.isRequired { return .failure("must be given") }
            return .success(Value(column.isKey ? .text("") : .none))
        }
        if field[0] == UInt8(ascii: "#") || field[0] == 1, let reason = spreadsheetError(field) {
            return .failure(reason)
        }
        let bytes = FieldBytes(bytes: field)
        switch column.kind {
        case .identifier, .account, .csm:
            if field.count > longestIdentifier { return .failure("is over 200 bytes long") }
            if isScientific(field) {
                return .failure(
                    Reason(
                        "is an identifier that a spreadsheet has turned into a number: format the "
                            + "column as text before the file is saved"))
            }
            return text(bytes, reading)
        case .text:
            if field.count > longestText { return .failure("is over 64 KiB long") }
            return text(bytes, reading)
        case .word(let words):
            guard let word = bytes.text.flatMap({ word(named: $0, in: words) }) else {
                return .failure(Reason("must be \(words.joined(separator: ", "))"))
            }
            return .success(Value(.text(word)))
        case .day:
            guard let (day, millisecond) = reading.day(field, at: position) else {
                return .failure(
                    hasShortYear(field)
                        ? "has a year of two digits: write it with four, such as 31/12/2025"
                        : "is not a day that exists, such as 2025-12-31")
            }
            return .success(Value(.day(day), millisecond: millisecond))
        case .number:
            guard let number = reading.number(field, use) else {
                if use == .amount || use == .yardstick, let sign = NumberText(field)?.currency {
                    return .failure(
                        Reason(
                            "has '\(sign.prefix(20))' beside the digits, which is no currency: "
                                + "write its code, such as DKK"))
                }
                return .failure(Reason("is not a number, such as \(example(reading, use))"))
            }
            return .success(Value(.number(number.value), number: number))
        }
    }

    /// A value, and what a field says beside it.
    struct Value {
        var value: FeedValue
        /// The millisecond of the day, where a date has a time.
        var millisecond: Int?
        /// The number with the signs beside it.
        var number: MarkedNumber?

        init(_ value: FeedValue, millisecond: Int? = nil, number: MarkedNumber? = nil) {
            self.value = value
            self.millisecond = millisecond
            self.number = number
        }
    }

    /// Whether a field is a date such as `1/14/26`, whose year could be any of its numbers.
    private static func hasShortYear(_ field: UnsafeRawBufferPointer) -> Bool {
        let marks = [UInt8(ascii: "/"), UInt8(ascii: "-")]
        let date = field.prefix { $0 != UInt8(ascii: " ") }
        let parts = date.split(omittingEmptySubsequences: false) { marks.contains($0) }
        return parts.count == 3
            && parts.allSatisfy {
                (1...2).contains($0.count) && $0.allSatisfy { (48...57).contains($0) }
            }
    }

    private static func example(_ reading: FieldReading, _ use: NumberUse) -> String {
        switch (reading.forms.numbers, use.isNeverGrouped) {
        case (.decimalPoint, _): "1234.5"
        case (.decimalComma, false): "1.234,5"
        case (.decimalComma, true): "72,5"
        }
    }

    /// A word of a column in any case. `yellow` is amber.
    static func word(named text: String, in words: [String]) -> String? {
        let lower = text.lowercased()
        if words.contains(lower) { return lower }
        return lower == "yellow" && words.contains("amber") ? "amber" : nil
    }

    private static func text(
        _ bytes: FieldBytes, _ reading: FieldReading
    ) -> Result<Value, Reason> {
        guard var text = bytes.text else { return .failure("is not UTF-8 text") }
        // A number with decimals in a column of texts, such as the version 2.1.
        if reading.forms.isTyped, text.hasSuffix("e0"), Double(text) != nil { text.removeLast(2) }
        return .success(Value(.text(text)))
    }

    private static func spreadsheetError(_ field: UnsafeRawBufferPointer) -> Reason? {
        let text = String(decoding: field.prefix(20), as: UTF8.self)
        if text.utf8.first == 1 {
            return "is a formula without a value: open the workbook in Excel and save it again"
        }
        if errors.contains(text.uppercased()) {
            return "is an error of the spreadsheet: correct the formula there"
        }
        guard text.allSatisfy({ $0 == "#" }), field.count >= 3 else { return nil }
        return "is what a spreadsheet shows in a column that is too narrow: widen it and save again"
    }

    /// Whether a field is a number such as `1.12233E+11`.
    private static func isScientific(_ field: UnsafeRawBufferPointer) -> Bool {
        guard let plus = field.firstIndex(of: UInt8(ascii: "+")), plus >= 2,
            field[plus - 1] | 0x20 == UInt8(ascii: "e"), plus + 1 < field.count,
            field[(plus + 1)...].allSatisfy({ $0 >= 48 && $0 <= 57 }), field[0] >= 48,
            field[0] <= 57
        else { return false }
        let digits = field[1..<(plus - 1)]
        return digits.isEmpty
            || (digits.first == UInt8(ascii: ".") || digits.first == UInt8(ascii: ","))
                && digits.dropFirst().allSatisfy { $0 >= 48 && $0 <= 57 }
    }

    /// The rule that a field breaks, in plain words.
    struct Reason: Error, ExpressibleByStringLiteral {
        let text: String

        init(_ text: String) { self.text = text }

        init(stringLiteral value: String) { text = value }
    }
}
