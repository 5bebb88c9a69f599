import Calendar
import Domain
import Tables

/// Reads single fields of a file in its forms.
///
/// A class, because it counts what it notices and keeps the offset of the time zone that it looked
/// up last. Each thread has one of its own.
final class FieldReading {
    let forms: ValueForms
    let notes = ReadingNotes()
    private let zone: TimeZoneOffsets?
    /// Whether a value was met that a file with provisional forms needs to be looked at for.
    private(set) var needsForms = false

    init(_ forms: ValueForms) {
        self.forms = forms
        zone = forms.timeZone.flatMap { $0 == "UTC" ? nil : TimeZoneOffsets($0) }
    }

    /// The bytes of a field without blanks around them; none for a word that stands for nothing.
    func content(_ field: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let bytes = FieldBytes(bytes: field).trimmed
        guard bytes.count <= 4, Nothing.isWord(bytes) else { return bytes }
        if notes.nullWords == 0 { notes.nullWord = String(decoding: bytes, as: UTF8.self) }
        notes.nullWords += 1
        return UnsafeRawBufferPointer(rebasing: bytes[..<0])
    }

    /// The day of a field, and the millisecond of it where the field has a time.
    ///
    /// - Parameters:
    ///   - bytes: the field.
    ///   - position: its column.
    /// - Returns: the day in the file's time zone; nil where the field is none.
    func day(
        _ bytes: UnsafeRawBufferPointer, at position: Int?
    ) -> (day: Day, millisecond: Int?)? {
        if bytes.count == 10, let day = Day(bytes) { return (day, nil) }
        guard !forms.isProvisional else {
            needsForms = true
            return nil
        }
        guard let text = DateText(bytes), let day = text.day(forms.order(position)) else {
            return nil
        }
        guard let millisecond = text.millisecondOfDay else { return (day, nil) }
        // The end of time is the same day in every zone.
        guard let offset = text.offsetInMinutes, !RowRules.openEnds.contains(day) else {
            return (day, millisecond)
        }
        let local =
            zone?.local(day, millisecond, offset: offset)
            ?? TimeZoneOffsets.shifted(day, millisecond, seconds: -offset * 60)
        guard (0...9999).contains(local.day.civil.year) else { return nil }
        return (local.day, local.milliseconds)
    }

    /// The number of a field, and the signs beside it.
    func number(_ bytes: UnsafeRawBufferPointer, _ use: NumberUse) -> MarkedNumber? {
        if forms.numbers == .decimalPoint || FieldBytes(bytes: bytes).hasNoMark,
            let value = FieldBytes(bytes: bytes).number
        {
            return MarkedNumber(value: value)
        }
        guard !forms.isProvisional else {
            needsForms = true
            return nil
        }
        guard let text = NumberText(bytes),
            let value = text.value(forms.numbers, neverGrouped: use.isNeverGrouped)
        else { return nil }
        // What stands beside the digits must be a currency, and only money has one.
        if let currency = text.currency {
            guard use == .amount || use == .yardstick, Currencies.mark(currency) != nil else {
                return nil
            }
        }
        return MarkedNumber(value: value, currency: text.currency, isPercent: text.isPercent)
    }
}

/// A number with the signs beside it.
struct MarkedNumber {
    var value: Double
    var currency: String?
    var isPercent = false
}

extension FieldBytes {
    /// Whether the field has neither a point nor a comma.
    fileprivate var hasNoMark: Bool {
        !bytes.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    }
}
