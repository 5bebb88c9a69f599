import Statistics

/// Random numbers that are the same on every machine.
///
/// A stream is seeded from (seed, stream, purpose). What an account draws therefore depends neither
/// on the order of writing nor on the number of other accounts.
struct RandomStream {
    private var generator: SplitMix64

    init(seed: UInt64, stream: Int, purpose: UInt64) {
        let account = SplitMix64.mixed(seed) &+ UInt64(bitPattern: Int64(stream))
        generator = SplitMix64(seed: SplitMix64.mixed(SplitMix64.mixed(account) &+ purpose))
    }

    mutating func next() -> UInt64 { generator.next() }

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
        range.lowerBound + generator.index(below: range.count)
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
}
