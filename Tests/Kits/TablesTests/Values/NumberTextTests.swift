import Tables
import Testing

@Suite struct NumberTextTests {
    @Test(
        arguments: [
            ("1234.5", 1234.5, nil), ("1,234.50", 1234.5, nil), ("1.234,50", nil, 1234.5),
            ("1 234,50", nil, 1234.5), ("1'234.50", 1234.5, nil), ("1’234.50", 1234.5, nil),
            ("1\u{A0}234,50", nil, 1234.5), ("1\u{202F}234.50", 1234.5, nil),
            ("(1,234)", -1234, -1.234),
            ("-1,234.50", -1234.5, nil), ("−1.234,50", nil, -1234.5), ("1.234.567", nil, 1_234_567),
            ("1,234,567", 1_234_567, nil), ("0.950", 0.95, nil), ("0,950", nil, 0.95),
            ("1234.567", 1234.567, nil), ("1234,567", nil, 1234.567), ("12", 12, 12),
            ("12e3", 12000, 12000), ("1.5E+3", 1500, 1500),
            ("1,12233E+11", 112_233_000_000, 112_233_000_000),
            ("1.234", 1.234, 1234), ("1,234", 1234, 1.234), (".5", 0.5, nil),
            ("12,34,567", nil, nil),
            ("1,23,4", nil, nil), ("1 23", nil, nil), ("1,2.3,4", nil, nil), ("0.1.2", nil, nil),
        ] as [(String, Double?, Double?)])
    func `A number is read in the style that its marks allow`(
        text: String, point: Double?, comma: Double?
    ) {
        let number = NumberText(text)
        #expect(number?.value(.decimalPoint, neverGrouped: false) == point)
        #expect(number?.value(.decimalComma, neverGrouped: false) == comma)
    }

    @Test(
        arguments: [
            ("1.234", .open), ("12,500", .open), ("999.000", .open),
            ("1234.567", .decides(.decimalPoint)),
            ("0,123", .decides(.decimalComma)), ("1.5", .decides(.decimalPoint)), ("12", .none),
            ("1.234.567", .decides(.decimalComma)), ("1'234.567", .decides(.decimalPoint)),
            ("240.125e0", .none),
        ] as [(String, NumberText.Evidence)])
    func `Only marks that one style can read decide`(text: String, evidence: NumberText.Evidence) {
        #expect(NumberText(text)?.evidence(neverGrouped: false) == evidence)
    }

    @Test func `A column without thousands takes any mark for decimals`() {
        #expect(NumberText("72.500")?.evidence(neverGrouped: true) == .decides(.decimalPoint))
        #expect(NumberText("72,500")?.value(.decimalComma, neverGrouped: true) == 72.5)
        #expect(NumberText("72.500")?.value(.decimalComma, neverGrouped: true) == nil)
        #expect(NumberText("1 234")?.value(.decimalPoint, neverGrouped: true) == nil)
    }

    @Test(
        arguments: [
            ("10.000,00 €", "€"), ("€10", "€"), ("USD 10", "USD"), ("$(10)", "$"), ("($10)", "$"),
            ("-$10", "$"), ("10 CHF", "CHF"), ("R$ 10", "R$"), ("10 %", nil),
        ] as [(String, String?)])
    func `Signs beside a number are told`(text: String, currency: String?) throws {
        let number = try #require(NumberText(text))
        #expect(number.currency == currency)
        #expect(number.isPercent == (currency == nil))
    }

    @Test(arguments: [
        "", "-", "abc", "1 2", "--1", "(-1)", "1..2", "$", "%", "$10 EUR", "1e999",
    ])
    func `What is no number has no value`(text: String) {
        let values = NumberStyle.allCases.map { NumberText(text)?.value($0, neverGrouped: false) }
        #expect(values.allSatisfy { $0 == nil })
    }
}
