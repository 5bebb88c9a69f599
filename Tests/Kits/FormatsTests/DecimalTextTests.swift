import Formats
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
}
