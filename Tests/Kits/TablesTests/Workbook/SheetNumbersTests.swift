import Tables
import Testing

@Suite struct SheetNumbersTests {
    private func number(
        _ value: String, format: String = "General", workbook: String = ""
    ) throws -> String {
        let rows = "<row><c s='1'><v>\(value)</v></c></row>"
        let fixture = WorkbookFixture(rows: rows, formats: [format], workbook: workbook)
        return String(try fixture.csv().dropLast())
    }

    private func number(_ value: String, builtIn: Int) throws -> String {
        let rows = "<row><c s='1'><v>\(value)</v></c></row>"
        return String(try WorkbookFixture(rows: rows, builtIn: [builtIn]).csv().dropLast())
    }

    @Test(arguments: [
        ("240000", "240000"), ("240000.0", "240000"), ("2.4E5", "240000"), ("-3", "-3"),
        ("0", "0"), ("-0", "0"), ("007", "7"), ("1.12233E11", "112233000000"),
        ("999999999999999", "999999999999999"), ("-999999999999999", "-999999999999999"),
        ("1000000000000000", "1E+15"), ("112233445566778000", "1.12233445566778E+17"),
        ("1.12233445566778E+17", "1.12233445566778E+17"), ("-1E300", "-1E+300"),
        ("240.125", "240.125e0"), ("0.1", "0.1e0"), ("0.10000000000000001", "0.1e0"),
        ("-0.5", "-0.5e0"), ("1234567.891", "1234567.891e0"), ("1E-5", "0.00001e0"),
        ("123456789012345.6", "123456789012345.6e0"), ("2.5E-12", "2.5E-12"),
        ("5E-324", "5E-324"), ("1E400", "1E400"), ("nan", "nan"), ("0x10", "0x10"),
    ])
    func `a number cannot be mistaken`(value: String, text: String) throws {
        #expect(try number(value) == text)
    }

    @Test(arguments: [
        ("0.85", "85%"), ("0.125", "12.5e0%"), ("1", "100%"), ("0", "0%"), ("0.07", "7%"),
        ("0.28999999999999998", "29%"), ("-0.5", "-50%"), ("12", "1200%"), ("0.001", "0.1e0%"),
        ("0.12345", "12.345e0%"), ("0.1234567", "12.34567e0%"), ("1E-7", "0.00001e0%"),
        ("1E300", "1E+300"),
    ])
    func `a percentage is shifted digit by digit`(value: String, text: String) throws {
        #expect(try number(value, format: "0.00%") == text)
        #expect(try number(value, builtIn: 9) == text)
    }

    @Test(arguments: [
        ("46022", "2025-12-31"), ("46022.393668981", "2025-12-31T09:26:53"),
        ("46022.999999", "2026-01-01"), ("46022.5", "2025-12-31T12:00:00"),
        ("0.393668981", "09:26:53"), ("0", "00:00:00"), ("0.9999999", "0.9999999e0"),
        ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", "60"), ("60.5", "60.5e0"),
        ("61", "1900-03-01"), ("2958465", "9999-12-31"), ("2958465.9999999", "2958465.9999999e0"),
        ("2958466", "2958466"), ("-1", "-1"), ("1E300", "1E+300"), ("x", "x"),
    ])
    func `a date is ISO, and a number where there is no such day`(
        value: String, text: String
    ) throws {
        #expect(try number(value, format: "yyyy-mm-dd") == text)
        #expect(try number(value, builtIn: 14) == text)
    }

    @Test func `the system of 1904 begins with its first day`() throws {
        let mac = "<workbookPr date1904='1'/>"
        #expect(try number("44560", format: "yyyy-mm-dd", workbook: mac) == "2025-12-31")
        #expect(try number("60", format: "yyyy-mm-dd", workbook: mac) == "1904-03-01")
        #expect(try number("0", format: "yyyy-mm-dd", workbook: mac) == "1904-01-01")
        #expect(try number("0.5", format: "h:mm", workbook: mac) == "12:00:00")
        #expect(try number("2957003", format: "yyyy", workbook: mac) == "9999-12-31")
        #expect(try number("2957004", format: "yyyy", workbook: mac) == "2957004")
    }

    @Test(arguments: [
        "dd/mm/yyyy", "[$-409]d-mmm-yy;@", "yyyy\\-mm\\-dd", "[Red]yyyy", "mmm yy", "m",
        "YYYY-MM-DD",
        "yyyy-mm-dd hh:mm:ss.000", "h:mm AM/PM", "hh:mm:ss.0", "[$-F800]dddd\\,\\ mmmm\\ dd",
        "\"am\" d", "d. mmmm yyyy", "yyyy\"年\"m\"月\"d\"日\"", "dd\\.mm\\.yyyy;0", "_-d_-", "*-dd",
        "[$-411]ge.m.d",
    ])
    func `a format with a day or a clock is a date`(format: String) throws {
        #expect(try number("46022", format: format) == "2025-12-31")
    }

    @Test(arguments: [
        "General", "0", "#,##0.00", "[h]:mm", "[mm]:ss", "[ss]", "0.00E+00", "\"day\" 0", "0\\d",
        "#,##0 \"days\"", "[Red]0", "_(* #,##0_)", "@", "0;yyyy", "?/?",
        "\"yyyy", "[yyyy", "\\", "", ";;;", "0 d", "[>=100]0;d",
    ])
    func `a format of numbers, text or elapsed time is a number`(format: String) throws {
        #expect(try number("46022", format: format) == "46022")
    }

    @Test func `built-in formats are known by their numbers`() throws {
        for dates in [14...22, 27...36, 45...45, 47...47, 50...58] {
            for builtIn in dates {
                #expect(try number("46022", builtIn: builtIn) == "2025-12-31")
            }
        }
        for builtIn in [0, 1, 4, 11, 37, 44, 46, 48, 49, 163] {
            #expect(try number("46022", builtIn: builtIn) == "46022")
        }
        #expect(try number("0.5", builtIn: 10) == "50%")
    }

    @Test func `an unknown style is General`() throws {
        #expect(try WorkbookFixture(rows: "<row><c s='99'><v>1</v></c></row>").csv() == "1\n")
    }

    @Test(arguments: [
        ("#,##0.00 [$kr-406]", "46022 kr"), ("[$SEK] #,##0", "46022 SEK"), ("$#,##0", "46022 $"),
        ("#,##0.00 \"€\";[Red]-#,##0 \"€\"", "46022 €"), ("_-* #,##0 [$€-407]_-", "46022 €"),
        ("0 \"days\"", "46022"),
    ])
    func `the currency that a format shows stands behind the number`(
        format: String, text: String
    ) throws {
        #expect(try number("46022", format: format) == text)
    }
}
