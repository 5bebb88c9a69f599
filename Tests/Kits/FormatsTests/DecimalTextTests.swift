import Formats
import Foundation
import Testing

@Suite struct DecimalTextTests {
    @Test(arguments: [
        (0.0, 2, "0.00"), (0.9, 2, "0.90"), (12.345, 1, "12.3"), (0.05, 1, "0.1"), (0.25, 1, "0.3"),
        (0.049, 1, "0.0"), (99.96, 1, "100.0"), (0.007, 3, "0.007"), (1234567.5, 1, "1234567.5"),
    ])
    func `A fixed count of places is kept, rounded half away from zero`(
        value: Double, places: Int, text: String
    ) {
        #expect(decimalText(value, places: places) == text)
    }

    @Test(arguments: [
        (12.0, "12"), (-0.0, "0"), (0.5, "0.5"), (1e-7, "1e-07"), (-3.25, "-3.25"),
        (9_007_199_254_740_991, "9007199254740991"), (0.1 + 0.2, "0.30000000000000004"),
    ])
    func `The shortest decimal reads back as the same number`(value: Double, text: String) {
        #expect(decimalText(value) == text)
        #expect(Double(text) == value)
    }

    @Test func `Decimals for people are those of printf`() {
        var random = SystemRandomNumberGenerator()
        var values = [0, -0.0, 0.5, 1.5, 2.5, 0.125, 2.675, 1.005, 999.9995, 9e14]
        for exponent in -9...15 {
            for _ in 0..<200 {
                let value = Double.random(in: -1...1, using: &random) * pow(10, Double(exponent))
                // Ties of two, three and more decimals too.
                values += [value, (value * 8).rounded() / 8, (value * 1000).rounded() / 2000]
                values.append(((value * 100).rounded() / 100).nextUp)
            }
        }
        for value in values where abs(value) < 1e15 {
            for decimals in 0...6 {
                let plain = String(format: "%.\(decimals)f", abs(value))
                let text = decimalText(value, decimals: decimals)
                #expect(text.filter { $0 != "," && $0 != "\u{2212}" } == plain)
                let isZero = !plain.contains { ("1"..."9").contains($0) }
                #expect(text.hasPrefix("\u{2212}") == (value < 0 && !isZero))
            }
        }
        #expect(decimalText(-1_234_567.891, decimals: 2) == "\u{2212}1,234,567.89")
        #expect(decimalText(1000, decimals: 0, signed: true) == "+1,000")
        #expect(decimalText(-1e15, decimals: 2) == "\u{2212}1.0e+15")
        #expect(decimalText(.nan, decimals: 2) == "–")
    }
}
