import Formats
import Testing

@Suite struct ValueFormatTests {
    @Test(arguments: [
        (ValueFormat.percent(decimals: 1), 0.914, "91.4 %"),
        (.percent(decimals: 0), 1, "100 %"), (.number(decimals: 0), 1482, "1,482"),
        (.number(decimals: 1), -0.04, "0.0"), (.signed(decimals: 0), 34, "+34"),
        (.signed(decimals: 0), -12, "−12"), (.signed(decimals: 0), 0, "0"),
        (.points(decimals: 1), 0.12, "+12.0 pts"),
        (.money(currency: "USD"), 1_200_000, "USD 1.2 m"),
        (.money(currency: "USD"), 350_400, "USD 350 k"), (.money(currency: "EUR"), 950, "EUR 950"),
        (.money(currency: "EUR"), 9_950, "EUR 9,950"),
        (.money(currency: "EUR"), -2e6, "EUR −2.0 m"),
        (.money(currency: "USD"), 999_999, "USD 1.0 m"),
        (.money(currency: "USD"), 123e6, "USD 123 m"),
        (.number(decimals: 1), 1e18, "1.0e+18"), (.number(decimals: 1), .nan, "–"),
    ])
    func `values are written as people write them`(
        format: ValueFormat, value: Double, text: String
    ) {
        #expect(format.text(value) == text)
    }

    @Test func `targets lose the zeros that say nothing`() {
        #expect(ValueFormat.percent(decimals: 1).target(0.9) == "90")
        #expect(ValueFormat.percent(decimals: 1).target(0.925) == "92.5")
        #expect(ValueFormat.signed(decimals: 1).target(30) == "+30")
    }

    @Test func `axis numbers have the decimals of their step and one money unit`() {
        #expect(ValueFormat.percent(decimals: 1).tick(0.92, step: 0.02, largest: 1) == "92")
        #expect(ValueFormat.percent(decimals: 1).tick(0.92, step: 0.005, largest: 1) == "92.0")
        let money = ValueFormat.money(currency: "USD")
        #expect(money.tick(200_000, step: 200_000, largest: 1.2e6) == "0.2 m")
        #expect(money.tick(0, step: 200_000, largest: 1.2e6) == "0")
    }
}
