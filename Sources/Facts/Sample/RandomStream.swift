/// SplitMix64, a small generator that draws the same numbers on every machine.
///
/// A stream is seeded from (seed, stream, purpose). What an account draws therefore depends neither
/// on the order of writing nor on the number of other accounts. Source: Steele, Lea, Flood, "Fast
/// splittable pseudorandom number generators", 2014.
struct RandomStream {
    private var state: UInt64

    init(seed: UInt64, stream: Int, purpose: UInt64) {
        state = Self.mixed(
            Self.mixed(Self.mixed(seed) &+ UInt64(bitPattern: Int64(stream))) &+ purpose)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// A uniform number in [0, 1).
    mutating func uniform() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    mutating func uniform(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * uniform()
    }

    mutating func chance(_ probability: Double) -> Bool {
        uniform() < probability
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        let width = UInt64(range.upperBound - range.lowerBound) + 1
        return range.lowerBound + Int(next().multipliedFullWidth(by: width).high)
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[integer(0...elements.count - 1)]
    }

    /// A position drawn in proportion to the weights.
    mutating func position(weights: [Double]) -> Int {
        var rest = uniform() * weights.reduce(0, +)
        for (position, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return position }
        }
        return weights.count - 1
    }

    /// An approximately normal number with mean 0 and variance 1: the sum of four uniforms, so
    /// within +-3.47. It needs one draw and no mathematical library, which keeps a day of five
    /// components cheap.
    mutating func normal() -> Double {
        let word = next()
        let sum =
            (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
        return (Double(sum) - 131_070) / 37_837.23
    }

    /// A Poisson number by counting uniforms; for means below about 30.
    mutating func poisson(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        let limit = exponential(-mean)
        var count = 0
        var product = uniform()
        while product > limit {
            count += 1
            product *= uniform()
        }
        return count
    }

    private static func mixed(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
