import Calendar
import Formats
import Tables
import Testing

struct FieldBytesTests {
    private func read<Value>(_ text: String, _ body: (FieldBytes) -> Value) -> Value {
        var text = text
        return text.withUTF8 { body(FieldBytes(bytes: UnsafeRawBufferPointer($0))) }
    }

    @Test(
        arguments: [
            ("2025-02-28", "2025-02-28"), ("2024-02-29", "2024-02-29"), ("2025-02-29", nil),
            ("1900-02-29", nil), ("2000-02-29", "2000-02-29"), ("2025-04-31", nil),
            ("0000-01-01", "0000-01-01"), ("9999-12-31", "9999-12-31"), ("2025-1-1", nil),
            ("2025/01/01", nil), ("01.02.2025", nil), ("20250101", nil), (" 2025-01-01", nil),
            ("2025-01-01 ", nil), ("2025-01-01T", nil), ("2025-01-01T00:00:00", nil),
            ("2025-01-01T00:00:00Z", "2025-01-01"), ("2025-01-01t00:00:00z", "2025-01-01"),
            ("2025-01-01 00:00:00Z", "2025-01-01"), ("2025-01-01T23:59:60Z", "2025-01-01"),
            ("2025-01-01T24:00:00Z", nil), ("2025-01-01T23:60:00Z", nil),
            ("2025-01-01T23:59:61Z", nil), ("2025-01-01T12:00:00.123456789Z", "2025-01-01"),
            ("2025-01-01T12:00:00.Z", nil), ("2025-01-01T12:00:00.5", nil),
            ("2025-01-01T00:30:00+01:00", "2024-12-31"),
            ("2025-01-01T00:30:00.999+01:00", "2024-12-31"),
            ("2025-01-01T01:00:00+01:00", "2025-01-01"),
            ("2024-12-31T23:30:00-01:00", "2025-01-01"),
            ("2024-02-28T23:59:59-00:01", "2024-02-29"),
            ("2025-02-28T23:59:59-00:01", "2025-03-01"),
            ("2025-01-01T00:00:00-00:00", "2025-01-01"),
            ("2025-01-01T00:00:00+23:59", "2024-12-31"),
            ("2025-01-01T23:59:00-23:59", "2025-01-02"),
            ("2025-01-01T00:00:00+24:00", nil), ("2025-01-01T00:00:00+0100", nil),
            ("2025-01-01T00:00:00+01:60", nil), ("2025-01-01T00:00:00Zx", nil),
            ("2025-02-29T00:00:00Z", nil), ("0000-01-01T00:00:00+00:01", nil),
            ("9999-12-31T23:59:00-00:01", nil), ("", nil), ("yesterday", nil),
        ] as [(String, String?)])
    func `A day is a date, or the date in UTC of an RFC 3339 time`(text: String, day: String?) {
        #expect(read(text) { $0.day }?.description == day)
    }

    @Test(
        arguments: [
            ("0", 0), ("79.95", 800), ("79.949", 799), ("79.9499999999999999999999999", 799),
            ("79.94", 799), ("79.9", 799), ("0.05", 1), ("0.04999", 0), ("0.25", 3), ("0.35", 4),
            ("1.15", 12), ("2.675", 27), ("99.95", 1000), ("99.96", 1000), ("100", 1000),
            ("100.0", 1000), ("100.000", 1000), ("100.01", nil), ("100.0000001", nil), ("101", nil),
            ("-0", 0), ("-0.0", 0), ("-0.01", nil), ("-1", nil), ("+5", 50), ("1e1", 100),
            ("1E+1", 100), ("1e-1", 1), ("1e3", nil), ("007", 70), (".5", 5), ("5.", 50),
            ("999999999999999999999999", nil), ("", nil), (".", nil), ("-", nil), ("e1", nil),
            ("1e", nil), ("1,5", nil), ("nan", nil), ("inf", nil), ("0x10", nil), (" 5", nil),
            ("5 ", nil), ("5%", nil), ("1_0", nil),
        ] as [(String, Int16?)])
    func `A score is rounded half away from zero by its decimal digits`(
        text: String, tenths: Int16?
    ) {
        #expect(read(text) { $0.tenths } == tenths)
    }

    @Test func `Every score of two decimals rounds as whole-number arithmetic says`() {
        var wrong = 0
        for hundredths in 0...10_000 {
            let cents = hundredths % 100
            let text = "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
            if read(text, { $0.tenths }) != Int16((hundredths + 5) / 10) { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test(
        arguments: [
            ("0", 0), ("1200", 1200), ("1200.50", 1200.5), ("-3", -3), ("+3", 3), ("1e3", 1000),
            ("1.5E-2", 0.015), (".5", 0.5), ("5.", 5), ("0.1", 0.1), ("1e400", nil),
            ("-1e400", nil),
            ("NaN", nil), ("nan", nil), ("inf", nil), ("Infinity", nil), ("-inf", nil),
            ("0x1F", nil), ("0x1p4", nil), ("1,000", nil), ("1.000,5", nil), ("1 000", nil),
            ("$5", nil), ("5 ", nil), (" 5", nil), ("", nil), ("+", nil), ("e", nil), ("1e+", nil),
            ("１", nil), ("--1", nil), ("1.2.3", nil),
        ] as [(String, Double?)])
    func `A number has a decimal point and is finite`(text: String, number: Double?) {
        #expect(read(text) { $0.number } == number)
    }

    @Test func `A negative zero becomes zero`() {
        #expect(read("-0.0") { $0.number }?.sign == .plus)
    }

    @Test func `A text is UTF-8 without NUL`() {
        func text(_ bytes: [UInt8]) -> String? {
            bytes.withUnsafeBytes { FieldBytes(bytes: $0).text }
        }
        #expect(text(Array("Zoë".utf8)) == "Zoë")
        #expect(text([]) == "")
        #expect(text([0x41, 0]) == nil)
        #expect(text([0xE9]) == nil)
        #expect(text([0xC0, 0x80]) == nil)
        #expect(text([0xED, 0xA0, 0x80]) == nil)
    }
}
